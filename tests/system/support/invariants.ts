import { type Records, readRecords } from './records.ts';

/**
 * What must hold once everything is settled, as the design's list of invariants numbers it; each check tells what breaks
 * it. It trusts none of the services: it compares their databases with each other and with the provider's own books.
 */
const invariants: Record<string, (records: Records) => string[]> = {
  '1: the units of active orders fit the capacity': ({ orders, stock }) =>
    stock.flatMap(({ ticketId, capacity, held, sold }) => {
      const ours = orders.filter((order) => order.ticketId === ticketId);
      const complete = sum(ours.filter(({ status }) => status === 'complete').map(({ quantity }) => quantity));
      const unpaid = sum(ours.filter(isUnpaid).map(({ quantity }) => quantity));
      const fits = complete + unpaid <= capacity && complete === sold && unpaid === held;
      return fits
        ? []
        : [`${ticketId}: ${unpaid} unpaid + ${complete} complete, noted ${held} + ${sold} of ${capacity}`];
    }),

  '2: an order is captured at most once': ({ accounts, payments }) => {
    const known = new Set(payments.map(({ stripeId }) => stripeId));
    return accounts
      .filter(({ stripeId, captureCount }) => captureCount > 1 || (captureCount === 1 && !known.has(stripeId)))
      .map(({ stripeId, captureCount }) => `${stripeId}: ${captureCount} captures`);
  },

  '3: captured − refunded is the sum of complete orders': ({ accounts, orders }) =>
    [...new Set(accounts.map(({ currency }) => currency))].flatMap((currency) => {
      const kept = sum(accounts.filter((one) => one.currency === currency).map((one) => one.captured - one.refunded));
      const owed = orders.filter((order) => order.status === 'complete' && order.currency === currency);
      const total = sum(owed.map((order) => order.total));
      return kept === total ? [] : [`${currency}: kept ${kept}, complete orders ${total}`];
    }),

  '4: each complete order keeps its price, each cancelled one nothing': (records) =>
    records.orders.flatMap(({ id, status, total }) => {
      const money = moneyOf(records, id);
      const expected = status === 'complete' ? total : 0;
      const open = isUnpaid({ status }) ? 0 : money.authorized - money.captured - money.voided;
      const kept = money.captured - money.refunded;
      return kept === expected && open === 0 ? [] : [`${id} ${status}: kept ${kept} of ${total}, ${open} still held`];
    }),

  '5: a cancelled order stays so, and a complete one is never unpaid again': ({ histories }) =>
    histories
      .filter(({ statuses }) => /cancelled.|complete.*(created|awaiting)/.test(statuses.join(' ')))
      .map(({ id, statuses }) => `${id}: ${statuses.join(', ')}`),

  '6: every event is published, and every copy is up to date': ({ unpublished, copies }) => [...unpublished, ...copies],

  '7: versions have no gaps': ({ gaps }) => gaps,

  '9: a complete order has exactly its quantity of good admissions, any other none': ({ orders, admissions }) => {
    const good = new Map(admissions.map((one) => [one.orderId, one.good]));
    return orders.flatMap(({ id, status, quantity }) => {
      const expected = status === 'complete' ? quantity : 0;
      return (good.get(id) ?? 0) === expected ? [] : [`${id} ${status}: ${good.get(id) ?? 0} instead of ${expected}`];
    });
  },
};

const isUnpaid = ({ status }: { status: string }) => status === 'created' || status === 'awaiting:payment';
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

function moneyOf({ payments, accounts }: Records, orderId: string) {
  const stripeId = payments.find((payment) => payment.orderId === orderId)?.stripeId;
  const nothing = { authorized: 0, captured: 0, refunded: 0, voided: 0 };
  return accounts.find((account) => account.stripeId === stripeId) ?? nothing;
}

/** Everything in the records that breaks an invariant, in words; empty when all is well. */
export const violationsIn = (records: Records): string[] =>
  Object.entries(invariants).flatMap(([name, check]) => check(records).map((violation) => `${name}: ${violation}`));

export const brokenInvariants = async (): Promise<string[]> => violationsIn(await readRecords());
