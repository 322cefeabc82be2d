import { describe, expect, test } from '@jest/globals';
import { noHolds, place, placingProblem, timeProblem } from './place.ts';

const at = (time: string) => new Date(`2026-12-03T${time}Z`);
const show = { startsAt: at('20:00'), endsAt: at('23:00'), salesEndAt: null };

describe('nothing is sold', () => {
  test('of an event that is over, to the instant', () => {
    expect(timeProblem(show, at('22:59:59.999'))).toBeNull();
    expect(timeProblem(show, at('23:00'))).toMatchObject({ code: 'event_over', more: { available: 0 } });
    const endless = { ...show, endsAt: null };
    expect(timeProblem(endless, new Date('2026-12-04T01:59:59Z'))).toBeNull();
    expect(timeProblem(endless, new Date('2026-12-04T02:00:00Z'))).toMatchObject({ code: 'event_over' });
  });

  test('once its sales have ended, before or after it begins', () => {
    const early = { ...show, salesEndAt: at('18:00') };
    expect(timeProblem(early, at('17:59:59.999'))).toBeNull();
    expect(timeProblem(early, at('18:00'))).toMatchObject({ code: 'sales_ended', more: { sales: 'ended' } });
    expect(timeProblem({ ...show, salesEndAt: at('22:00') }, at('21:00'))).toBeNull();
  });

  test('later than either, whichever is first', () => {
    const wrong = { ...show, salesEndAt: new Date('2027-01-01T00:00:00Z') };
    expect(timeProblem(wrong, at('23:00'))).toMatchObject({ code: 'event_over' });
  });
});

test('an event without a date is never over', () => {
  const dateless = { startsAt: null, endsAt: null, salesEndAt: null };
  expect(timeProblem(dateless, new Date('2099-01-01T00:00:00Z'))).toBeNull();
});

const listing = {
  ...show,
  id: 'ticket',
  version: 1,
  sellerId: 'seller',
  title: 'The Night Ferry',
  venue: '',
  city: '',
  country: '',
  timeZone: 'UTC',
  price: 2500,
  currency: 'EUR' as const,
  refundHours: 24,
  moves: [],
};
const rules = { holdsPerListing: 10, holdsInAll: 50 };

test('time is judged before what is left and what is held', () => {
  const stock = {
    ticketId: 'ticket',
    version: 1,
    capacity: 1,
    held: 1,
    sold: 0,
    closed: false,
    sales: 'open' as const,
    suspended: false,
  };
  const problem = (now: Date) =>
    placingProblem({ quantity: 1 }, listing, stock, { ofListing: 0, inAll: noHolds().inAll }, rules, now);
  expect(problem(at('22:00'))).toMatchObject({ code: 'sold_out' });
  expect(problem(at('23:00'))).toMatchObject({ code: 'event_over' });
});

test('nothing is sold to a closed account, nor of a suspended listing, and nothing changes hands by the try', () => {
  const stock = {
    ticketId: 'ticket',
    version: 1,
    capacity: 1,
    held: 0,
    sold: 0,
    closed: false,
    sales: 'open' as const,
  };
  const placed = (suspended: boolean, closed: string[]) => {
    const stocks = new Map([['ticket', { ...stock, suspended }]]);
    const holds = new Map([['buyer', noHolds()]]);
    const terms = { rules, holdSeconds: 900, now: at('12:00') };
    const ground = { listings: new Map([['ticket', listing]]), stocks, holds, closed: new Set(closed), ...terms };
    const outcome = place(
      { orderId: 'order', userId: 'buyer', network: 'home', wish: { ticketId: 'ticket', quantity: 1 } },
      ground,
    );
    return { outcome, held: stocks.get('ticket')!.held };
  };
  expect(placed(false, ['somebody else'])).toMatchObject({ outcome: { id: 'order', quantity: 1 }, held: 1 });
  expect(placed(false, ['buyer'])).toMatchObject({ outcome: { code: 'account_closed' }, held: 0 });
  expect(placed(true, [])).toMatchObject({ outcome: { code: 'suspended', more: { available: 0 } }, held: 0 });
});
