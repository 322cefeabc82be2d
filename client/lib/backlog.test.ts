import type { BacklogView } from '@frontrow/common/contracts';
import { describe, expect, test } from '@jest/globals';
import { type History, remember, type Service, standingOf, stateOf, toHandle } from './backlog';

const calm: BacklogView = {
  service: 'orders',
  outboxPending: 0,
  oldestPendingSeconds: 0,
  deadLetters: 0,
  consumers: [
    { consumer: 'orders-ticket', pending: 0 },
    { consumer: 'orders-payment', pending: 0 },
  ],
  busConnected: true,
};
const handling = (...pending: (number | null)[]): BacklogView => ({
  ...calm,
  consumers: pending.map((count, index) => ({ consumer: `orders-${index}`, pending: count })),
});
const historyOf = (...counts: number[]): History => counts.map((count) => handling(count));

describe('a service', () => {
  test.each<[string, History]>([
    ['unread', []],
    ['idle', [calm]],
    ['busy', [{ ...calm, outboxPending: 3, oldestPendingSeconds: 0.4 }]],
    ['busy', [handling(2, 0)]],
    ['silent', [calm, undefined]],
    ['idle', [undefined, calm]],
    ['cut_off', [{ ...calm, outboxPending: 3, oldestPendingSeconds: 60, busConnected: false }]],
    ['stuck', [{ ...calm, outboxPending: 3, oldestPendingSeconds: 60 }]],
    ['gave_up', [{ ...calm, deadLetters: 1 }]],
    ['partial', [handling(2, null)]],
    ['partial', [{ ...calm, outboxPending: null, oldestPendingSeconds: null }]],
  ])('is %s', (state, history) => {
    expect(stateOf(history)).toBe(state);
  });

  test('cannot keep up when all newer readings are above all older ones', () => {
    expect(stateOf(historyOf(10, 5, 20, 30, 40, 60, 80, 100, 120, 140))).toBe('growing');
    expect(stateOf(historyOf(500, 400, 450, 500, 400, 501, 520, 510, 530, 540))).toBe('growing');
  });

  test.each([
    ['comes and goes', historyOf(500, 400, 450, 500, 400, 501, 480, 510, 530, 540)],
    ['gets less', historyOf(900, 800, 700, 600, 500, 400, 300, 200, 150, 120)],
    ['is little', historyOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)],
    ['was seen too few times to say', historyOf(100, 200, 300, 400, 500, 600, 700, 800, 900)],
  ])('keeps up while its work %s', (_what, history) => {
    expect(stateOf(history)).toBe('busy');
  });
});

test('the standing of the whole is the worst there is, and names who is in it', () => {
  const histories: Record<Service, History> = {
    orders: [handling(1)],
    payments: [undefined],
    tickets: [{ ...calm, deadLetters: 1 }],
    notifications: [calm],
    auth: [undefined],
    audit: [calm],
  };
  expect(standingOf(histories)).toEqual({ state: 'silent', services: ['payments', 'auth'] });
  expect(standingOf({ ...histories, payments: [calm], auth: [calm] })).toEqual({
    state: 'gave_up',
    services: ['tickets'],
  });
});

test('what is to be handled is known only when it is known of every consumer', () => {
  expect(toHandle(handling(1, 2))).toBe(3);
  expect(toHandle(handling(1, null))).toBe(null);
});

test('only the latest readings are remembered', () => {
  const history = Array.from({ length: 30 }, (_, index) => handling(index)).reduce(remember, [] as History);
  expect(history.map((reading) => toHandle(reading!))).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
});
