import { expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { Id, Instant, idTime } from '../contracts/index.ts';
import { deterministicId, isYoung, newId } from './id.ts';

test('new ids are version 7, carry the time and sort by it', () => {
  const before = Date.now();
  const ids = Array.from({ length: 100 }, newId);
  for (const id of ids) {
    expect(Id.safeParse(id).success).toBe(true);
    expect(idTime(id)).toBeGreaterThanOrEqual(before);
  }
  expect([...ids].sort()).toEqual(ids);
});

test('young ids are told from old ones and from ids of other kinds', () => {
  expect(isYoung(newId())).toBe(true);
  expect(isYoung('0190a5c4-0000-7000-8000-000000000000')).toBe(false);
  expect(isYoung('9f0c1f4e-9b0e-4a50-8c1c-0d3a0c9a7b11')).toBe(false);
});

test.each([-10, -5, 5, 10])('an id made now is young by a clock that is %d minutes off', (minutes) => {
  expect(isYoung(v7({ msecs: Date.now() + minutes * 60_000 }))).toBe(true);
});

test('a deterministic id follows from namespace and name alone', () => {
  const namespace = newId();
  expect(deterministicId(namespace, 'a')).toBe(deterministicId(namespace, 'a'));
  expect(deterministicId(namespace, 'a')).not.toBe(deterministicId(namespace, 'b'));
  expect(deterministicId(namespace, 'a')).not.toBe(deterministicId(newId(), 'a'));
});

test.each(['', 'abc', '1', "' or 1=1", '0190a5c4-0000-7000-8000-00000000000', null, 7])('%p is no id', (value) => {
  expect(Id.safeParse(value).success).toBe(false);
});

test('instants are UTC', () => {
  expect(Instant.safeParse('2026-11-22T19:30:00.000Z').success).toBe(true);
  for (const bad of ['2026-11-22', '2026-11-22T19:30:00', '2026-11-22T19:30:00+01:00', '2026-02-30T00:00:00Z', 0]) {
    expect(Instant.safeParse(bad).success).toBe(false);
  }
});
