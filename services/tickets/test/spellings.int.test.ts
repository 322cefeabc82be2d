import type { TicketView } from '@frontrow/common/contracts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scripts } from './spellings.ts';
import { listed, nobody, type Person, person, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
let seller: Person;

beforeAll(async () => {
  service = await startTickets();
  seller = await person(service);
  for (const { titles } of Object.values(scripts)) for (const title of titles) await listed(seller, { title });
});
afterAll(() => service.stop());

async function search(q: string): Promise<string[]> {
  const { status, body } = await nobody(service).get(
    `/?${new URLSearchParams({ q, sellerId: seller.session.userId, limit: '100' })}`,
  );
  expect(status).toBe(200);
  return body.map(({ title }: TicketView) => title);
}

describe.each(Object.entries(scripts))('%s', (_script, { spellings }) => {
  test.each(spellings)('%s finds %j', async (typed, finds, not = []) => {
    const found = await search(typed);
    expect(found).toEqual(expect.arrayContaining([finds].flat()));
    expect(found.filter((title) => [not].flat().includes(title))).toEqual([]);
    if (finds.length === 0) expect(found).toEqual([]);
  });
});

test('whatever it is called, an event is found by its own title', async () => {
  const written = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    // What excludes and quotes, in each width, and signs that no version of Unicode before the newest knows.
    .map((text) => text.replaceAll(/["＂﹣－-]|\p{Cn}|\p{Co}|\p{Cs}/gu, '').trim())
    // A mark that stands alone ("\ufe70" is a letter by name only) is no word.
    .filter((text) => /[\p{Lu}\p{Ll}\p{Lo}\p{Nd}]/u.test(text.normalize('NFKD')));
  await fc.assert(
    fc.asyncProperty(written, async (title) => {
      const { status } = await seller.post('/', { title, price: 20 });
      if (status === 201) expect(await search(title)).toContain(title);
    }),
    { numRuns: 150 },
  );
});

test('there are many', () => {
  expect(Object.values(scripts).flatMap(({ spellings }) => spellings).length).toBeGreaterThanOrEqual(150);
});
