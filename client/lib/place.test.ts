import { expect, test } from '@jest/globals';
import { mailLink } from './links';
import { mapAddress } from './place';

test('a place is looked for on a map by all that is known of it', () => {
  const place = { venue: 'Café & Bühne', city: 'Köln', country: 'Germany' };
  const address = new URL(mapAddress(place)!);
  expect(address.origin + address.pathname).toBe('https://www.openstreetmap.org/search');
  expect([...address.searchParams]).toEqual([['query', 'Café & Bühne, Köln, Germany']]);
  expect(mapAddress({ venue: '', city: '', country: 'Germany' })).toBeUndefined();
});

test('what an address or a title says does nothing in a link to write a mail', () => {
  expect(mailLink('a&b?cc=c@example.com', 'Tea & cake?')).toBe(
    'mailto:a%26b%3Fcc%3Dc@example.com?subject=Tea%20%26%20cake%3F',
  );
  expect(mailLink('box@example.com')).toBe('mailto:box@example.com');
});
