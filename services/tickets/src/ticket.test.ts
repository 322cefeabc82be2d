import { NewTicket } from '@frontrow/common/contracts';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addMove,
  type Change,
  callOff,
  callOffByOperator,
  changePoster,
  changeTicket,
  closeSale,
  controlSales,
  editOf,
  followSeller,
  newTicket,
  reinstate,
  suspend,
  type Ticket,
} from './ticket.ts';

const now = '2026-11-22T10:00:00.000Z';
const later = '2026-11-22T11:00:00.000Z';
const seller = 'seller';

const create = (wish: object) => newTicket(NewTicket.parse(wish), { id: 'id', sellerId: seller, now });
const listing = (changes: Partial<Ticket> = {}): Ticket => ({
  ...(create({ title: 'Ferry', price: 20, quantity: 5 }) as Change).ticket,
  ...changes,
});
const change = (ticket: Ticket, wish: object, unsold = 5, by = seller) =>
  changeTicket(ticket, wish, { by, unsold, now: later });

test('a new listing has defaults, minor units and version 1', () => {
  const { ticket, event } = create({ title: ' Ferry ', price: '19.99' }) as Change;
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
    doorsAt: null,
    endsAt: null,
    salesEndAt: null,
    checkInAt: null,
    reentry: false,
    timeZone: 'UTC',
    price: 1999,
    currency: 'USD',
    quantity: 1,
    refundHours: 24,
    status: 'on_sale',
    sales: 'open',
    suspended: false,
    sellerSuspended: false,
    decision: null,
    poster: null,
    moves: [],
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
      rejected: 'invalid',
      problems: [{ field: 'price', message: 'must be a whole amount in JPY' }],
    });
    expect(change(yen, { price: 6000 })).toMatchObject({ ticket: { price: 6000 } });
    expect(change(listing(), { price: 0.2 })).toMatchObject({ rejected: 'invalid' });
  });

  test('is for the seller', () => {
    expect(change(listing(), { title: 'Mine' }, 5, 'other')).toMatchObject({ rejected: 'not_yours' });
  });

  test('of a cancelled event is refused', () => {
    expect(change(listing({ status: 'cancelled' }), { title: 'Again' })).toMatchObject({ rejected: 'cancelled' });
  });

  test('while nothing is left keeps title and price', () => {
    for (const wish of [{ title: 'New' }, { price: 30 }, { quantity: 6, title: 'New' }]) {
      expect(change(listing(), wish, 0)).toMatchObject({ rejected: 'nothing_left' });
    }
    const rest = { venue: 'Pier 2', description: 'Rows A to F.', quantity: 4, startsAt: '2026-12-01T20:00:00.000Z' };
    expect(change(listing(), { ...rest, title: 'Ferry', price: 20 }, 0)).toMatchObject({ ticket: rest });
    expect(change(listing({ quantity: 1 }), { price: 30 }, 0)).toMatchObject({
      message: expect.stringContaining('reserved or sold'),
    });
  });

  test('is told with what it changed of what buyers knew', () => {
    const after = (change(listing(), { venue: 'Pier 2', quantity: 9 }) as Change).ticket;
    expect(editOf(listing(), after)).toEqual({ before: { venue: '' }, after: { venue: 'Pier 2' } });
    expect(editOf(listing(), listing({ quantity: 9, price: 1 }))).toBeUndefined();
  });
});

describe('the times of an event', () => {
  const evening = '2026-11-22T20:00:00.000Z';
  const dated = (changes: Partial<Ticket> = {}) => listing({ startsAt: evening, ...changes });

  test('are not all over when it is listed', () => {
    const over = { rejected: 'invalid', problems: [{ field: 'startsAt', code: 'over' }] };
    const wish = { title: 'Ferry', price: 20 };
    expect(create({ ...wish, startsAt: '2026-11-22T03:59:59Z' })).toMatchObject(over);
    expect(create({ ...wish, startsAt: '2026-11-22T04:00:01Z' })).toMatchObject({ ticket: { version: 1 } });
    const ended = { startsAt: '2026-11-22T08:00:00Z', endsAt: '2026-11-22T09:00:00Z' };
    expect(create({ ...wish, ...ended })).toMatchObject({ problems: [{ field: 'endsAt', code: 'over' }] });
    expect(create({ ...wish, ...ended, endsAt: '2026-11-22T10:00:01Z' })).toMatchObject({ ticket: { version: 1 } });
  });

  test('are not moved into the past, and what is over can be changed otherwise', () => {
    expect(change(dated(), { startsAt: '2025-11-22T20:00:00.000Z' })).toMatchObject({
      problems: [{ field: 'startsAt', code: 'over' }],
    });
    const over = listing({ startsAt: '2026-11-20T20:00:00.000Z' });
    expect(change(over, { description: 'Thank you!' })).toMatchObject({ ticket: { version: 2 } });
    expect(change(over, { startsAt: evening })).toMatchObject({ ticket: { startsAt: evening } });
  });

  test('are judged as they would be, all at once', () => {
    const wish = { price: 0.2, endsAt: evening, doorsAt: '2026-11-22T20:30:00.000Z' };
    expect(change(dated(), wish)).toMatchObject({
      problems: [{ field: 'price' }, { field: 'endsAt', code: 'before_start' }, { field: 'doorsAt' }],
    });
    expect(change(dated({ endsAt: '2026-11-22T22:00:00.000Z' }), { startsAt: null })).toMatchObject({
      problems: [{ field: 'endsAt', code: 'needs_start' }],
    });
  });
});

describe('a move', () => {
  const one = '2026-12-01T20:00:00.000Z';
  const two = '2026-12-05T20:00:00.000Z';
  const three = '2026-12-09T20:00:00.000Z';
  const moves = (ticket: Ticket, wish: object) => (change(ticket, wish) as Change).ticket.moves;

  test('is another date or place, and nothing else', () => {
    expect(moves(listing({ startsAt: one }), { startsAt: two })).toEqual([{ version: 2, until: two }]);
    for (const place of [{ venue: 'Pier 2' }, { city: 'Porto' }, { country: 'Spain' }]) {
      expect(moves(listing({ startsAt: one }), place)).toEqual([{ version: 2, until: one }]);
    }
    const rest = { title: 'New', description: 'New', doorsAt: one, timeZone: 'Europe/Lisbon', refundHours: 2 };
    expect(moves(listing({ startsAt: two }), rest)).toEqual([]);
  });

  test('makes those needless that hold out no longer, and only those', () => {
    const before = [{ version: 2, until: two }];
    expect(addMove(before, { version: 3, until: three })).toEqual([{ version: 3, until: three }]);
    expect(addMove(before, { version: 3, until: one })).toEqual([...before, { version: 3, until: one }]);
    expect(addMove(before, { version: 3, until: null })).toEqual([{ version: 3, until: null }]);
    const endless = [{ version: 2, until: null }];
    expect(addMove(endless, { version: 3, until: one })).toEqual([...endless, { version: 3, until: one }]);
  });

  test('leaves everyone as long a right as all moves since gave, or a longer one', () => {
    const day = (days: number) => new Date(Date.UTC(2027, 0, 1) + days * 86_400_000).toISOString();
    const untils = fc.array(fc.option(fc.integer({ min: 0, max: 400 }), { freq: 20 }), { maxLength: 60 });
    const longest = (given: { version: number; until: string | null }[], version: number) =>
      given
        .flatMap((move) => (move.version > version ? (move.until ?? '9') : []))
        .sort()
        .at(-1) ?? '';
    fc.assert(
      fc.property(untils, fc.nat(60), (days, version) => {
        const all = days.map((end, index) => ({ version: index + 2, until: end === null ? null : day(end) }));
        const kept = all.reduce<typeof all>((before, move) => addMove(before, move), []);
        expect(kept.length).toBeLessThanOrEqual(20);
        expect(longest(kept, version) >= longest(all, version)).toBe(true);
      }),
    );
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

describe('a listing that operators take off sale', () => {
  const ruling = { id: 'decision', ground: 'law' as const, reason: 'A fake' };
  const taken = (ticket: Ticket) => (suspend(ticket, ruling, later) as Change).ticket;

  test('is suspended once, beside what its seller wants of the sales', () => {
    const paused = listing({ sales: 'paused' });
    const { ticket, event } = suspend(paused, ruling, later) as Change;
    expect(event.type).toBe('ticket.updated');
    expect(ticket).toMatchObject({ suspended: true, sales: 'paused', status: 'on_sale', version: 2 });
    expect(ticket.decision).toEqual({ ...ruling, what: 'suspended', at: later, lifted: null });
    expect(suspend(ticket, ruling, later)).toBeNull();
    expect(suspend(listing({ status: 'cancelled' }), ruling, later)).toMatchObject({ rejected: 'cancelled' });
  });

  test('is as its seller wants it again once that is lifted, and says why', () => {
    const { ticket } = reinstate(taken(listing({ sales: 'paused' })), 'It is real', later)!;
    expect(ticket).toMatchObject({ suspended: false, sales: 'paused', version: 3 });
    expect(ticket.decision).toMatchObject({ id: 'decision', lifted: { at: later, reason: 'It is real' } });
    expect(reinstate(ticket, 'It is real', later)).toBeNull();
    expect(taken(ticket)).toMatchObject({ suspended: true, version: 4 });
  });

  test('may be changed by its seller, and stays off sale', () => {
    const { ticket } = change(taken(listing()), { title: 'Day Ferry' }) as Change;
    expect(ticket).toMatchObject({ title: 'Day Ferry', suspended: true });
    expect(controlSales(taken(listing()), 'ended', { by: seller, now: later })).toMatchObject({
      ticket: { sales: 'ended', suspended: true },
    });
  });

  test('goes with its seller’s account, and comes back with that alone', () => {
    const gone = followSeller(listing(), true, later)!.ticket;
    expect(gone).toMatchObject({ suspended: true, sellerSuspended: true, decision: null });
    expect(followSeller(gone, true, later)).toBeNull();
    expect(followSeller(gone, false, later)!.ticket).toMatchObject({ suspended: false, sellerSuspended: false });
    const both = taken(gone);
    expect(followSeller(both, false, later)!.ticket).toMatchObject({ suspended: true, sellerSuspended: false });
    expect(reinstate(both, 'It is real', later)!.ticket).toMatchObject({ suspended: true, sellerSuspended: true });
    expect(followSeller(listing({ status: 'cancelled' }), true, later)).toBeNull();
  });

  test('can be called off by them, for good', () => {
    const { ticket, event } = callOffByOperator(taken(listing()), { ...ruling, id: 'another' }, later)!;
    expect(event.type).toBe('ticket.cancelled');
    expect(ticket).toMatchObject({ status: 'cancelled', decision: { id: 'another', what: 'cancelled', lifted: null } });
    expect(callOffByOperator(ticket, ruling, later)).toBeNull();
    expect(reinstate(ticket, 'It is real', later)).toBeNull();
  });
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
