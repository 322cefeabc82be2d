import { expect, test } from '@jest/globals';
import { editHistory } from './edit-history';

const at = '2031-01-01T10:00:00.000Z';
const start = (day: number) => `2031-06-${day}T18:00:00.000Z`;

test('each time is told by the clocks that the event went by then', () => {
  const history = editHistory(
    [
      { version: 5, at, before: { startsAt: start(13) }, after: { startsAt: start(14) } },
      {
        version: 4,
        at,
        before: { timeZone: 'Europe/Berlin', startsAt: start(12) },
        after: { timeZone: 'Asia/Tokyo', startsAt: start(13) },
      },
      {
        version: 2,
        at,
        before: { startsAt: null, title: 'Ferry' },
        after: { startsAt: start(12), title: 'Night Ferry' },
      },
    ],
    'Asia/Tokyo',
  );
  const zones = history.map(({ version, changes: [first] }) => [version, first?.zoneBefore, first?.zoneAfter]);
  expect(zones).toEqual([
    [5, 'Asia/Tokyo', 'Asia/Tokyo'],
    [4, 'Europe/Berlin', 'Asia/Tokyo'],
    [2, 'Europe/Berlin', 'Europe/Berlin'],
  ]);
  expect(history[2]!.changes).toMatchObject([
    { field: 'startsAt', was: null, is: start(12) },
    { field: 'title', was: 'Ferry', is: 'Night Ferry' },
  ]);
});

test('what was taken away is nothing now', () => {
  const [edit] = editHistory([{ version: 2, at, before: { doorsAt: start(12) }, after: { doorsAt: null } }], 'UTC');
  expect(edit!.changes).toMatchObject([{ field: 'doorsAt', was: start(12), is: null }]);
});
