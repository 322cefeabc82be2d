import { StockUpdated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aStock, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listed, nobody, type Person, person, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
let seller: Person;

beforeAll(async () => {
  service = await startTickets();
  seller = await person(service);
});
afterAll(() => service.stop());

/** The states that a stream sends, one at a time. */
async function* statesOf(id: string, signal: AbortSignal) {
  const response = await fetch(`${service.url}/api/tickets/${id}/stream`, { signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const state = /^event: state\ndata: (.*)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (state) yield JSON.parse(state);
    }
  }
}

test('whoever looks at a listing sees its units change', async () => {
  const { id } = await listed(seller, { quantity: 4 });
  const leave = new AbortController();
  const states = statesOf(id, leave.signal);
  const next = async () => (await states.next()).value;
  const listing = { id, status: 'on_sale', sales: 'open', suspended: false, quantity: 4 };
  expect(await next()).toEqual({ ...listing, available: 4, version: 1 });
  await service.deliver('tickets-stock', eventOf(StockUpdated, aStock({ ticketId: id, capacity: 4, held: 3 })));
  expect(await next()).toEqual({ ...listing, available: 1, version: 2 });
  await seller.post(`/${id}/pauseSales`);
  expect(await next()).toEqual({ ...listing, sales: 'paused', available: 0, version: 3 });
  await seller.post(`/${id}/cancel`);
  expect(await next()).toEqual({ ...listing, status: 'cancelled', sales: 'paused', available: 0, version: 4 });
  leave.abort();
});

test('there is nothing to see of what does not exist', async () => {
  expect((await nobody(service).get(`/${newId()}/stream`)).status).toBe(404);
});
