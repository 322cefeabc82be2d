import { describe, expect, test } from '@jest/globals';
import { checkInFrom, overAt, phaseAt, refundableUntil, type Schedule, salesOverAt } from './schedule.ts';
import { overProblem, scheduleProblems } from './schedule-problems.ts';

const at = (time: string) => `2026-12-03T${time}:00.000Z`;
const date = (time: string) => new Date(at(time));
const none: Schedule = { startsAt: null, endsAt: null, doorsAt: null, salesEndAt: null, checkInAt: null };

describe('an event', () => {
  test('lasts until its end, six hours where nobody says, and for ever without a date', () => {
    expect(overAt({ startsAt: at('12:00'), endsAt: at('13:00') })).toEqual(date('13:00'));
    expect(overAt({ startsAt: date('12:00'), endsAt: null })).toEqual(date('18:00'));
    expect(overAt(none)).toBeNull();
  });

  test('is to come, on and over by the instant', () => {
    const times = { startsAt: at('12:00'), endsAt: at('13:00') };
    expect(['11:59', '12:00', '12:59', '13:00'].map((time) => phaseAt(times, date(time)))).toEqual([
      'upcoming',
      'running',
      'running',
      'over',
    ]);
    expect(phaseAt(none, new Date('2099-01-01'))).toBe('upcoming');
  });

  test('is sold until it is over, or as long as its seller says', () => {
    const times = { startsAt: at('12:00'), endsAt: at('15:00') };
    expect(salesOverAt({ ...times, salesEndAt: null })).toEqual(date('15:00'));
    expect(salesOverAt({ ...times, salesEndAt: at('14:00') })).toEqual(date('14:00'));
    expect(salesOverAt({ ...times, salesEndAt: at('16:00') })).toEqual(date('15:00'));
    expect(salesOverAt({ ...none, salesEndAt: at('16:00') })).toEqual(date('16:00'));
    expect(salesOverAt(none)).toBeNull();
  });

  test('admits from six hours before its doors, or when its seller says', () => {
    expect(checkInFrom({ ...none, startsAt: at('20:00') })).toEqual(date('14:00'));
    expect(checkInFrom({ ...none, startsAt: at('20:00'), doorsAt: at('19:00') })).toEqual(date('13:00'));
    expect(checkInFrom({ ...none, startsAt: at('20:00'), checkInAt: at('18:30') })).toEqual(date('18:30'));
    expect(checkInFrom(none)).toBeNull();
  });

  test('is given back until so many hours before its start', () => {
    expect(refundableUntil({ startsAt: at('20:00'), refundHours: 5 })).toEqual(date('15:00'));
    expect(refundableUntil({ startsAt: null, refundHours: 5 })).toBeNull();
  });
});

test.each<[string, Partial<Schedule>, [keyof Schedule, string][]]>([
  ['nothing said', {}, []],
  [
    'all in order',
    { startsAt: '20:00', doorsAt: '19:00', endsAt: '23:00', salesEndAt: '22:00', checkInAt: '18:00' },
    [],
  ],
  ['doors at the start', { startsAt: '20:00', doorsAt: '20:00' }, []],
  ['doors after the start', { startsAt: '20:00', doorsAt: '20:01' }, [['doorsAt', 'after_start']]],
  ['an end at the start', { startsAt: '20:00', endsAt: '20:00' }, [['endsAt', 'before_start']]],
  [
    'doors and an end without a start',
    { doorsAt: '19:00', endsAt: '23:00' },
    [
      ['doorsAt', 'needs_start'],
      ['endsAt', 'needs_start'],
    ],
  ],
  ['sales after the end', { startsAt: '12:00', endsAt: '13:00', salesEndAt: '13:01' }, [['salesEndAt', 'after_end']]],
  [
    'sales after the end that is taken for one',
    { startsAt: '12:00', salesEndAt: '18:01' },
    [['salesEndAt', 'after_end']],
  ],
  ['scans after the end', { startsAt: '12:00', endsAt: '13:00', checkInAt: '13:01' }, [['checkInAt', 'after_end']]],
  ['sales until some time, without a date', { salesEndAt: '12:00', checkInAt: '12:00' }, []],
])('times of %s', (_, times, problems) => {
  const schedule = Object.fromEntries(
    Object.entries({ ...none, ...times }).map(([name, time]) => [name, time && at(time as string)]),
  );
  expect(scheduleProblems(schedule as unknown as Schedule).map(({ field, code }) => [field, code])).toEqual(problems);
});

test('what is over is said at the field that makes it so', () => {
  const times = { startsAt: at('12:00'), endsAt: at('13:00') };
  expect(overProblem(times, date('12:59'))).toBeUndefined();
  expect(overProblem(times, date('13:00'))).toMatchObject({ field: 'endsAt', code: 'over' });
  expect(overProblem({ ...times, endsAt: null }, date('18:00'))).toMatchObject({ field: 'startsAt', code: 'over' });
});
