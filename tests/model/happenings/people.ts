import fc from 'fast-check';
import type { Reference } from '../../../services/payments/src/payment.ts';
import { DECLINED, GOOD, SECURED } from '../simulation/account.ts';
import type { Commit } from '../simulation/database.ts';
import { cancelOrder, extendOrder, placeOrders, type Request, refundOrder } from '../simulation/orders.ts';
import { payOrder, retryByHand, settleByHand } from '../simulation/payments.ts';
import { type Fate, type Process, run, type Service } from '../simulation/processes.ts';
import { cancelTicket, checkIn, controlSales, decideListing, editTicket, undoCheckIn } from '../simulation/tickets.ts';
import type { World } from '../simulation/world.ts';
import { anyCommit, anyFate, anyIndex, anyTroubles, type Happening, happening, oneOf } from './happening.ts';

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

const wish = fc.record({
  buyer: fc.constantFrom(...BUYERS),
  listing: fc.nat(1),
  quantity: fc.integer({ min: 1, max: 3 }),
});

const wishes = fc.oneof(
  { weight: 3, arbitrary: fc.array(wish, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(wish, { minLength: 2, maxLength: 4 }) },
);

const inWords = (group: Request[]) =>
  group
    .map(({ key, userId, ticketId, quantity }) => `${userId} reserves ${quantity} of ${ticketId} (${key})`)
    .join(', ');

const placing = (world: World, group: Request[], commit: Commit, fate: Fate) => {
  const what = `${inWords(group)}${commit === 'done' ? '' : `; commit ${commit}`}`;
  run(world, { service: 'orders', what, process: placeOrders(world, group, commit) }, fate);
};

const place = fc.record({ wishes, commit: anyCommit, fate: anyFate }).map(({ wishes, commit, fate }) =>
  happening(wishes.length === 1 ? 'someone reserves' : 'several reserve at once', {
    act(world) {
      const group = wishes.map(({ buyer, listing, quantity }) => {
        const ticketId = oneOf(listingIds(world), listing)!;
        return { key: world.newId('request-'), userId: buyer, ticketId, quantity };
      });
      world.requests.push(...group);
      placing(world, group, commit, fate);
    },
  }),
);

const askAgain = fc
  .record({ index: anyIndex, twice: fc.boolean(), commit: anyCommit, fate: anyFate })
  .map(({ index, twice, commit, fate }) =>
    happening('someone asks again', {
      when: ({ requests }) => requests.length > 0,
      act(world) {
        const request = oneOf(world.requests, index)!;
        placing(world, twice ? [request, request] : [request], commit, fate);
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
  .record({ index: anyIndex, card, instead: fc.boolean(), troubles: anyTroubles, fate: anyFate })
  .map(({ index, card, instead, troubles, fate }) =>
    aboutOrder(
      'payments',
      `the buyer pays with ${Object.values(card)[0]}${instead ? ', whatever waits for a bank' : ''}`,
      index,
      (world, id) => payOrder(world, id, card, troubles, instead),
      fate,
    ),
  );

const cancel = fc
  .record({ index: anyIndex, fate: anyFate })
  .map(({ index, fate }) => aboutOrder('orders', 'the buyer cancels', index, cancelOrder, fate));

const refund = fc
  .record({ index: anyIndex, by: fc.constantFrom('seller' as const, 'operator' as const), fate: anyFate })
  .map(({ index, by, fate }) =>
    aboutOrder('orders', `the ${by} refunds out of turn`, index, (world, id) => refundOrder(world, id, by), fate),
  );

const extend = anyIndex.map((index) => aboutOrder('orders', 'the buyer asks for more time', index, extendOrder));

/** Something about one of the admissions that there are. */
const aboutAdmission = (
  words: string,
  { index, number, fate }: { index: number; number: number; fate: Fate },
  step: (world: World, orderId: string, admissionId: string) => Process,
) =>
  happening(words, {
    when: ({ tickets }) => [...tickets.sets.values()].some(({ admissions }) => admissions.length > 0),
    act(world) {
      const sets = [...world.tickets.sets.values()].filter(({ admissions }) => admissions.length > 0);
      const { orderId, admissions } = oneOf(sets, index)!;
      const { id } = oneOf(admissions, number)!;
      const process = step(world, orderId, id);
      run(world, { service: 'tickets', what: `${words}: ${id} of ${orderId}`, process }, fate);
    },
  });

const enter = fc
  .record({ index: anyIndex, number: fc.nat(2), scan: fc.nat(1), fate: anyFate })
  .map(({ scan, ...which }) =>
    aboutAdmission(`someone is at the door, scan ${scan}`, which, (world, orderId, admissionId) =>
      checkIn(world, orderId, admissionId, `scan${scan}`),
    ),
  );

const undo = fc
  .record({ index: anyIndex, number: fc.nat(2), scan: fc.option(fc.nat(1), { freq: 2 }), fate: anyFate })
  .map(({ scan, ...which }) =>
    aboutAdmission(`${scan === null ? 'the last scan' : `scan ${scan}`} is taken back`, which, (world, orderId, id) =>
      undoCheckIn(world, orderId, id, scan === null ? lastScanOf(world, orderId, id) : `scan${scan}`),
    ),
  );

const lastScanOf = ({ tickets }: World, orderId: string, admissionId: string): string =>
  tickets.sets.get(orderId)!.admissions.find(({ id }) => id === admissionId)!.scanId ?? 'none';

/** An operator decides about a refund that no bank took, or where there is none, about any charge. */
const decideRefund = fc.record({ index: anyIndex, again: fc.boolean(), fate: anyFate }).map(({ index, again, fate }) =>
  happening(`an operator ${again ? 'has a refund tried again' : 'pays back by hand'}`, {
    when: (world) => charged(world).length > 0,
    act(world) {
      const failed = charged(world).filter((id) => world.payments.payments.get(id)!.payment.refundFailed);
      const id = oneOf(failed.length > 0 ? failed : charged(world), index)!;
      const step = again ? retryByHand : settleByHand;
      const what = `an operator ${again ? 'has the refund tried again' : 'pays back'} (${id})`;
      run(world, { service: 'payments', what, process: step(world, id) }, fate);
    },
  }),
);

/** The orders that were charged and that nobody paid back in Stripe's dashboard, where an operator would have seen it. */
const charged = ({ stripe, payments }: World): string[] =>
  stripe.accounts
    .filter(({ captures, byHand, orderId }) => captures > 0 && !byHand && payments.payments.has(orderId))
    .map(({ orderId }) => orderId);

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

const move = fc
  .record({ index: anyIndex, hours: fc.constantFrom(-7, -1, 1, 30, 90, null) })
  .map(({ index, hours }) =>
    aboutListing(`the seller moves the event to ${hours === null ? 'no date' : `in ${hours} h`}`, index, (world, id) =>
      editTicket(world, id, { startsAt: hours === null ? null : new Date(world.now + hours * 3600_000).toISOString() }),
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

const decide = fc
  .record({ index: anyIndex, suspended: fc.constantFrom(true, true, false, false, false) })
  .map(({ index, suspended }) =>
    aboutListing(`operators ${suspended ? 'suspend' : 'reinstate'} the listing`, index, (world, id) =>
      decideListing(world, id, suspended),
    ),
  );

const callOff = anyIndex.map((index) => aboutListing('the seller cancels the event', index, cancelTicket));

export const people: { weight: number; arbitrary: fc.Arbitrary<Happening> }[] = [
  { weight: 8, arbitrary: place },
  { weight: 2, arbitrary: askAgain },
  { weight: 12, arbitrary: pay },
  { weight: 3, arbitrary: cancel },
  { weight: 1, arbitrary: refund },
  { weight: 1, arbitrary: extend },
  { weight: 6, arbitrary: enter },
  { weight: 4, arbitrary: undo },
  { weight: 5, arbitrary: decideRefund },
  { weight: 2, arbitrary: resize },
  { weight: 2, arbitrary: move },
  { weight: 2, arbitrary: stopAndGo },
  { weight: 2, arbitrary: decide },
  { weight: 1, arbitrary: callOff },
];
