import type { World } from './simulation/world.ts';

/** What a history came to, so that a run can show that it went everywhere. */
const OUTCOMES: Record<string, (world: World) => number> = {
  'orders placed': ({ orders }) => orders.orders.size,
  'groups of orders': ({ commits }) => commits.groups,
  'batches of events': ({ commits }) => commits.batches,
  'commits in doubt': ({ commits }) => commits.inDoubt,
  complete: (world) => orders(world, ({ status }) => status === 'complete'),
  'released by their buyer': (world) => orders(world, ({ cancelReason }) => cancelReason === 'buyer'),
  expired: (world) => orders(world, ({ cancelReason }) => cancelReason === 'expired'),
  'not chargeable': (world) => orders(world, ({ cancelReason }) => cancelReason === 'payment_failed'),
  refunded: (world) => orders(world, ({ cancelReason }) => cancelReason === 'refunded'),
  'refunded out of turn': (world) => orders(world, ({ cancelReason }) => /^refunded_by/.test(cancelReason ?? '')),
  'refunded although used': (world) =>
    orders(world, ({ id, cancelReason }) => /^refunded_by/.test(cancelReason ?? '') && isUsed(world, id)),
  'suspended before they were paid': (world) => orders(world, ({ cancelReason }) => cancelReason === 'suspended'),
  'refund refused': (world) => orders(world, ({ refund }) => refund === 'refused'),
  'cancelled with their event': (world) => orders(world, ({ cancelReason }) => cancelReason === 'event_cancelled'),
  extended: (world) => orders(world, ({ extended }) => extended),
  'payments voided': (world) => payments(world, ({ status }) => status === 'voided'),
  'paid back': (world) => payments(world, ({ status }) => status === 'refunded'),
  'refunds sent back': (world) => payments(world, ({ refundFailed }) => refundFailed),
  'paid back by hand': ({ stripe }) => stripe.accounts.filter(({ byHand }) => byHand).length,
  'settled past Stripe': ({ paidByHand }) => paidByHand.size,
  'refunds tried again': ({ retried }) => retried.size,
  'with a spent key': (world) => payments(world, ({ keyNumber }) => keyNumber > 1),
  'with several cards': (world) => payments(world, ({ attempt }) => attempt!.number > 1),
  'scans taken back': ({ undone }) => undone.size,
  'events moved': ({ tickets }) => [...tickets.tickets.values()].filter(({ moves }) => moves.length > 0).length,
  'cards in place of one at its bank': ({ replaced }) => replaced.size,
  'listings suspended': ({ tickets }) => [...tickets.tickets.values()].filter(({ decision }) => decision).length,
  'people let in': ({ tickets }) =>
    [...tickets.sets.values()].flatMap(({ admissions }) => admissions).filter(({ redeemedAt }) => redeemedAt).length,
};

const isUsed = ({ tickets }: World, orderId: string) =>
  tickets.sets.get(orderId)?.admissions.some(({ redeemedAt }) => redeemedAt) ?? false;

const orders = (
  { orders }: World,
  fits: (order: World['orders']['orders'] extends Map<string, infer O> ? O : never) => boolean,
) => [...orders.orders.values()].filter(fits).length;

const payments = (
  { payments }: World,
  fits: (payment: NonNullable<ReturnType<World['payments']['payments']['get']>>['payment']) => boolean,
) => [...payments.payments.values()].filter(({ payment }) => fits(payment)).length;

/** Counts outcomes over many histories. */
export function newTally() {
  const counts = new Map(Object.keys(OUTCOMES).map((name) => [name, 0]));
  return {
    counts,
    add(world: World) {
      for (const [name, count] of counts) counts.set(name, count + OUTCOMES[name]!(world));
    },
  };
}
