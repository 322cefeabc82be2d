import { expect, test } from '@jest/globals';
import { viewCounter } from './view-counter.ts';

const morning = new Date('2026-11-25T09:00:00Z');
const tomorrow = new Date('2026-11-26T00:00:00Z');

test('views are counted by listing, and taken once', () => {
  const counter = viewCounter();
  for (const ticketId of ['a', 'b', 'a']) counter.count(ticketId, '192.0.2.1', morning);
  expect([...counter.take()]).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
  expect(counter.take().size).toBe(0);
});

test('what could not be kept is not lost', () => {
  const counter = viewCounter();
  counter.count('a', '192.0.2.1', morning);
  const taken = counter.take();
  counter.count('a', '192.0.2.2', morning);
  counter.putBack(taken);
  expect([...counter.take()]).toEqual([['a', 2]]);
});

test('one address counts for a listing so often a day, and others beside it', () => {
  const counter = viewCounter();
  for (let times = 0; times < 50; times++) counter.count('a', '192.0.2.1', morning);
  counter.count('a', '192.0.2.2', morning);
  counter.count('b', '192.0.2.1', morning);
  expect([...counter.take()]).toEqual([
    ['a', 21],
    ['b', 1],
  ]);
  counter.count('a', '192.0.2.1', tomorrow);
  expect([...counter.take()]).toEqual([['a', 1]]);
});

test('ids that someone makes up do not fill the memory', () => {
  const counter = viewCounter();
  for (let listing = 0; listing < 10_050; listing++) counter.count(String(listing), '192.0.2.1', morning);
  expect(counter.take().size).toBe(10_000);
});
