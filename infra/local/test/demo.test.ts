import { NewTicket } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import { listings } from '../demo/listings.js';

test('there are at least 60 different listings of every kind', () => {
  expect(listings.length).toBeGreaterThanOrEqual(60);
  expect(new Set(listings.map(({ title }) => title)).size).toBe(listings.length);
  expect(new Set(listings.map(({ category }) => category)).size).toBe(9);
  expect(new Set(listings.map(({ city }) => city)).size).toBeGreaterThan(25);
  const left = listings.map(({ quantity, sold = 0 }) => quantity - sold);
  expect(left.filter((units) => units === 0).length).toBeGreaterThan(3);
  expect(left.filter((units) => units > 0 && units < 4).length).toBeGreaterThan(3);
  expect(listings.filter(({ quantity }) => quantity === 1).length).toBeGreaterThan(3);
});

test.each(listings.map((listing) => [listing.title, listing] as const))('%s can be put on sale', (_title, listing) => {
  const { starts, sold = 0, ...ticket } = listing;
  expect(NewTicket.safeParse(ticket).error).toBeUndefined();
  expect(sold).toBeLessThanOrEqual(listing.quantity);
  expect(ticket.description.match(/[.!?…](\s|$)/g)?.length).toBeGreaterThanOrEqual(2);
});
