import { NewTicket } from '@frontrow/common/contracts';
import { describe, expect, test } from '@jest/globals';
import { callOff, changePoster, changeTicket, closeSale, controlSales, newTicket, type Ticket } from './ticket.ts';

const now = '2026-11-22T10:00:00.000Z';
const later = '2026-11-22T11:00:00.000Z';
const seller = 'seller';

const listing = (changes: Partial<Ticket> = {}): Ticket => ({
  ...newTicket(NewTicket.parse({ title: 'Ferry', price: 20, quantity: 5 }), { id: 'id', sellerId: seller, now }).ticket,
  ...changes,
});
const change = (ticket: Ticket, wish: object, unsold = 5, by = seller) =>
  changeTicket(ticket, wish, { by, unsold, now: later });

test('a new listing has defaults, minor units and version 1', () => {
  const { ticket, event } = newTicket(NewTicket.parse({ title: ' Ferry ', price: '19.99' }), {
    id: 'id',
    sellerId: seller,
    now,
  });
  expect(event.type).toBe('ticket.created');
  expect(ticket).toEqual({
    id: 'id',
    sellerId: seller,
    title: 'Ferry',
    description: '',
    category: 'other',
    venue: '',
    city: '',
    country: '',
    startsAt: null,
    timeZone: 'UTC',
    price: 1999,
    currency: 'USD',
    quantity: 1,
    refundHours: 24,
    status: 'on_sale',
    sales: 'open',
    poster: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  });
});

describe('a change', () => {
  test('keeps what is left out', () => {
    expect(change(listing(), { price: 25 })).toEqual({
      ticket: { ...listing(), price: 2500, updatedAt: later, version: 2 },
      event: expect.objectContaining({ type: 'ticket.updated' }),
    });
  });

  test('that changes nothing is none', () => {
    expect(change(listing(), { title: 'Ferry', price: '20.00' })).toBeNull();
    expect(change(listing(), {}, 0)).toBeNull();
  });

  test('of the price is judged in the currency of the listing', () => {
    const yen = listing({ currency: 'JPY', price: 5000 });
    expect(change(yen, { price: 60.5 })).toMatchObject({
      rejected: 'bad_price',
      message: 'must be a whole amount in JPY',
    });
    expect(change(yen, { price: 6000 })).toMatchObject({ ticket: { price: 6000 } });
    expect(change(listing(), { price: 0.2 })).toMatchObject({ rejected: 'bad_price' });
  });

  test('is for the seller', () => {
    expect(change(listing(), { title: 'Mine' }, 5, 'other')).toMatchObject({ rejected: 'not_yours' });
  });

  test('of a cancelled event is refused', () => {
    expect(change(listing({ status: 'cancelled' }), { title: 'Again' })).toMatchObject({ rejected: 'cancelled' });
  });

  test('while nothing is left is refused, more quantity aside', () => {
    expect(change(listing(), { title: 'New' }, 0)).toMatchObject({ rejected: 'nothing_left' });
    expect(change(listing(), { quantity: 4 }, 0)).toMatchObject({ rejected: 'nothing_left' });
    expect(change(listing(), { quantity: 6, title: 'New' }, 0)).toMatchObject({ rejected: 'nothing_left' });
    expect(change(listing(), { quantity: 6, title: 'Ferry' }, 0)).toMatchObject({ ticket: { quantity: 6 } });
    expect(change(listing({ quantity: 1 }), { price: 30 }, 0)).toMatchObject({
      message: expect.stringContaining('reserved or sold'),
    });
  });
});

describe('a poster', () => {
  const poster = { hash: 'a'.repeat(32), width: 1600, height: 2000 };
  const put = (ticket: Ticket, wish: typeof poster | null, by = seller) =>
    changePoster(ticket, wish, { by, now: later });

  test('is set, replaced and removed, each time with another version', () => {
    expect(put(listing(), poster)).toEqual({
      ticket: { ...listing(), poster, updatedAt: later, version: 2 },
      event: expect.objectContaining({ type: 'ticket.updated' }),
    });
    const other = { ...poster, hash: 'b'.repeat(32) };
    expect(put(listing({ poster }), other)).toMatchObject({ ticket: { poster: other } });
    expect(put(listing({ poster }), null)).toMatchObject({ ticket: { poster: null, version: 2 } });
  });

  test('that is shown already changes nothing', () => {
    expect(put(listing({ poster }), { ...poster })).toBeNull();
    expect(put(listing(), null)).toBeNull();
  });

  test('is for the seller, and of a cancelled event it can only be removed', () => {
    expect(put(listing(), poster, 'other')).toMatchObject({ rejected: 'not_yours' });
    expect(put(listing({ poster }), null, 'other')).toMatchObject({ rejected: 'not_yours' });
    expect(put(listing({ status: 'cancelled' }), poster)).toMatchObject({ rejected: 'cancelled' });
    expect(put(listing({ status: 'cancelled', poster }), null)).toMatchObject({ ticket: { poster: null } });
  });
});

test('an event is called off once, by its seller', () => {
  const { ticket, event } = callOff(listing(), { by: seller, now: later }) as {
    ticket: Ticket;
    event: { type: string };
  };
  expect(event.type).toBe('ticket.cancelled');
  expect(ticket).toMatchObject({ status: 'cancelled', version: 2, updatedAt: later });
  expect(callOff(ticket, { by: seller, now: later })).toBeNull();
  expect(callOff(listing(), { by: 'other', now: later })).toMatchObject({ rejected: 'not_yours' });
});

describe('a listing whose seller is gone', () => {
  test('is called off while nobody has units of it', () => {
    const change = closeSale(listing(), { taken: 0, now: later });
    expect([change?.event.type, change?.ticket.status, change?.ticket.version]).toEqual([
      'ticket.cancelled',
      'cancelled',
      2,
    ]);
  });

  test('is sold no more once somebody has units of it, and its event stands', () => {
    const change = closeSale(listing(), { taken: 2, now: later });
    expect([change?.event.type, change?.ticket.status, change?.ticket.sales]).toEqual([
      'ticket.updated',
      'on_sale',
      'ended',
    ]);
  });

  test('stays as it is when sales have ended, or it was called off before', () => {
    expect(closeSale(listing({ sales: 'ended' }), { taken: 5, now: later })).toBeNull();
    expect(closeSale(listing({ status: 'cancelled' }), { taken: 0, now: later })).toBeNull();
  });
});

describe('sales', () => {
  const control = (sales: Ticket['sales'], wanted: Ticket['sales'], changes: Partial<Ticket> = {}, by = seller) =>
    controlSales(listing({ sales, ...changes }), wanted, { by, now: later });

  test('are paused, resumed and ended, each once', () => {
    for (const [from, to] of [
      ['open', 'paused'],
      ['open', 'ended'],
      ['paused', 'open'],
      ['paused', 'ended'],
      ['ended', 'open'],
    ] as const) {
      expect(control(from, to)).toMatchObject({
        ticket: { sales: to, version: 2, updatedAt: later },
        event: { type: 'ticket.updated' },
      });
      expect(control(to, to)).toBeNull();
    }
  });

  test('that have ended are not paused', () => {
    expect(control('ended', 'paused')).toMatchObject({ rejected: 'ended', code: 'sales_ended_already' });
  });

  test('are the seller’s, and end with the event', () => {
    expect(control('open', 'paused', {}, 'other')).toMatchObject({ rejected: 'not_yours' });
    expect(control('paused', 'open', { status: 'cancelled' })).toMatchObject({ rejected: 'cancelled' });
  });
});
