import { expect, test } from '@jest/globals';
import { closedByTime } from './closed-by-time';

const at = (time: string) => new Date(`2031-06-12T${time}:00.000Z`);
const event = { startsAt: at('18:00'), endsAt: at('21:00'), salesEndAt: null };

test('an event is sold until it is over', () => {
  expect(['17:59', '20:59', '21:00'].map((time) => closedByTime(event, at(time)))).toEqual([
    undefined,
    undefined,
    'over',
  ]);
  expect(closedByTime({ startsAt: null, endsAt: null, salesEndAt: null }, at('21:00'))).toBeUndefined();
});

test('its sales may end before it does', () => {
  const early = { ...event, salesEndAt: at('19:00') };
  expect(['18:59', '19:00', '21:00'].map((time) => closedByTime(early, at(time)))).toEqual([
    undefined,
    'ended',
    'over',
  ]);
  const undated = { startsAt: null, endsAt: null, salesEndAt: at('19:00') };
  expect(closedByTime(undated, at('19:00'))).toBe('ended');
});
