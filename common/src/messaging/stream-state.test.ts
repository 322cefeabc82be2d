import { expect, test } from '@jest/globals';
import { nanos } from '@nats-io/transport-node';
import { isVouchedFor } from './stream-state.ts';

const peer = (name: string, silentMs: number, offline = false) => ({
  name,
  current: true,
  offline,
  active: nanos(silentMs),
  lag: 0,
});

test.each([
  ['one server alone', undefined, true],
  ['a leader whom both others follow', { leader: 'a', replicas: [peer('b', 300), peer('c', 900)] }, true],
  ['a leader whom one follows', { leader: 'a', replicas: [peer('b', 300), peer('c', 20_000)] }, true],
  ['a leader of a stream that only it keeps', { leader: 'a', replicas: [] }, true],
  ['a leader that is cut off', { leader: 'a', replicas: [peer('b', 7_000), peer('c', 7_000)] }, false],
  ['a leader whose others are gone', { leader: 'a', replicas: [peer('b', 0, true), peer('c', 0, true)] }, false],
  // As nats-server 2.9.10 answered right after it was in reach again, with 267 of 343 messages.
  ['one that knows no leader', { replicas: [peer('a', 56_569), peer('b', 221_551), peer('c', 56_569)] }, false],
])('%s speaks for the stream: %j is %s', (_who, cluster, expected) => {
  expect(isVouchedFor(cluster)).toBe(expected);
});
