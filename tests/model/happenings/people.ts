import fc from 'fast-check';
import type { Reference } from '../../../services/payments/src/payment.ts';
import { DECLINED, GOOD, SECURED } from '../simulation/account.ts';
import { cancelOrder, extendOrder, placeOrder } from '../simulation/orders.ts';
import { payOrder } from '../simulation/payments.ts';
import { type Process, run, type Service } from '../simulation/processes.ts';
import { cancelTicket, checkIn, controlSales, editTicket } from '../simulation/tickets.ts';
import type { World } from '../simulation/world.ts';
import { anyFate, anyIndex, anyTroubles, type Happening, happening, oneOf } from './happening.ts';

/** What buyers and sellers do. */
const BUYERS = ['Ada', 'Ben', 'Cyd'] as const;

const listingIds = ({ tickets }: World) => [...tickets.tickets.keys()];
const orderIds = ({ orders }: World) => [...orders.orders.keys()];

type Step = (world: World, id: string) => Process;

/** Something about one of the orders that there are. */
const aboutOrder = (service: Service, words: string, index: number, step: Step, fate?: Parameters<typeof run>[2]) =>
  happening(words, {
    when: (world) => world.orders.orders.size > 0,
    act(world) {
      const id = oneOf(orderIds(world), index)!;
      run(world, { service, what: `${words} (${id})`, process: step(world, id) }, fate);
    },
  });

const place = fc
  .record({
    buyer: fc.constantFrom(...BUYERS),
    listing: fc.nat(1),
    quantity: fc.integer({ min: 1, max: 3 }),
    fate: anyFate,
  })
  .map(({ buyer, listing, quantity, fate }) =>
    happening(`${buyer} reserves`, {
      act(world) {
        const id = oneOf(listingIds(world), listing)!;
        const process = placeOrder(world, buyer, id, quantity);
        run(world, { service: 'orders', what: `${buyer} reserves ${quantity} of ${id}`, process }, fate);
      },
    }),
  );

const card = fc.constantFrom<Reference>(
  { token: GOOD },
  { token: GOOD },
  { token: DECLINED },
  { paymentMethodId: SECURED },
);

const pay = fc
  .record({ index: anyIndex, card, troubles: anyTroubles, fate: anyFate })
  .map(({ index, card, troubles, fate }) =>
    aboutOrder(
      'payments',
      `the buyer pays with ${Object.values(card)[0]}`,
      index,
      (world, id) => payOrder(world, id, card, troubles),
      fate,
    ),
  );

const cancel = fc
  .record({ index: anyIndex, fate: anyFate })
  .map(({ index, fate }) => aboutOrder('orders', 'the buyer cancels', index, cancelOrder, fate));

const extend = anyIndex.map((index) => aboutOrder('orders', 'the buyer asks for more time', index, extendOrder));

const enter = fc
  .record({ index: anyIndex, number: fc.nat(2), scan: fc.nat(2), fate: anyFate })
  .map(({ index, number, scan, fate }) =>
    happening('someone is at the door', {
      when: ({ tickets }) => [...tickets.sets.values()].some(({ admissions }) => admissions.length > 0),
      act(world) {
        const sets = [...world.tickets.sets.values()].filter(({ admissions }) => admissions.length > 0);
        const { orderId, admissions } = oneOf(sets, index)!;
        const { id } = oneOf(admissions, number)!;
        const process = checkIn(world, orderId, id, `scan${scan}`);
        run(world, { service: 'tickets', what: `${id} of ${orderId} is at the door, scan ${scan}`, process }, fate);
      },
    }),
  );

/** Something about one of the listings. */
const aboutListing = (words: string, index: number, step: Step) =>
  happening(words, {
    act(world) {
      const id = oneOf(listingIds(world), index)!;
      run(world, { service: 'tickets', what: `${words} (${id})`, process: step(world, id) });
    },
  });

const resize = fc
  .record({ index: anyIndex, quantity: fc.integer({ min: 1, max: 6 }) })
  .map(({ index, quantity }) =>
    aboutListing(`the seller wants ${quantity} on sale`, index, (world, id) => editTicket(world, id, { quantity })),
  );

const move = anyIndex.map((index) =>
  aboutListing('the seller moves the event', index, (world, id) =>
    editTicket(world, id, { startsAt: new Date(world.now + 3600_000).toISOString() }),
  ),
);

const stopAndGo = fc
  .record({
    index: anyIndex,
    sales: fc.constantFrom('paused' as const, 'open' as const, 'open' as const, 'ended' as const),
  })
  .map(({ index, sales }) =>
    aboutListing(`the seller wants sales ${sales}`, index, (world, id) => controlSales(world, id, sales)),
  );

const callOff = anyIndex.map((index) => aboutListing('the seller cancels the event', index, cancelTicket));

export const people: { weight: number; arbitrary: fc.Arbitrary<Happening> }[] = [
  { weight: 10, arbitrary: place },
  { weight: 12, arbitrary: pay },
  { weight: 3, arbitrary: cancel },
  { weight: 1, arbitrary: extend },
  { weight: 4, arbitrary: enter },
  { weight: 2, arbitrary: resize },
  { weight: 1, arbitrary: move },
  { weight: 2, arbitrary: stopAndGo },
  { weight: 1, arbitrary: callOff },
];
