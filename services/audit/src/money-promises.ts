import { formatMoney, type Id } from '@frontrow/common/contracts';
import { AT_ONCE, type Patience, type Suspicion } from './promises.ts';
import { type Account, accountOf, isWhole, type OrderRecord, orderNow, paymentsNow } from './record.ts';

/** An order is charged at most once, for its total, and only after it was completed. */
export function chargedOnce(record: OrderRecord, { settleMs }: Patience): Suspicion[] {
  const promise = 'charged-once';
  const told = record.payments.filter(({ type }) => type === 'payment.captured');
  // A charge whose own event was lost, or is no longer kept, still shows in the payment's state.
  const untold = paymentsNow(record).filter(
    ({ state }) => state.amountCaptured > 0 && !told.some((charge) => charge.state.id === state.id),
  );
  const charges = [...told, ...untold];
  const last = charges.at(-1);
  if (!last) return [];

  const evidence = charges.map(({ eventId }) => eventId);
  const found: Suspicion[] = [];
  if (charges.length > 1) {
    const amounts = charges.map(({ state }) => formatMoney(state.amountCaptured, state.currency)).join(' and ');
    const key = `${promise}:twice:${last.eventId}`;
    found.push({ promise, key, words: `Charged more than once: ${amounts}`, evidence, lasting: true, ripeAt: AT_ONCE });
  }

  const order = orderNow(record);
  if (!order) return found;
  const { total, currency } = order.state;
  for (const { eventId, state } of charges) {
    if (state.amountCaptured === total && state.currency === currency) continue;
    const words = `Charged ${formatMoney(state.amountCaptured, state.currency)} for an order of ${formatMoney(total, currency)}`;
    const key = `${promise}:amount:${eventId}`;
    found.push({ promise, key, words, evidence: [eventId, order.eventId], lasting: true, ripeAt: AT_ONCE });
  }

  const completed = record.order.some(({ state }) => state.status === 'complete');
  if (!completed && record.inFull && isWhole(record)) {
    const words = `Charged although the order was never completed: it is ${order.state.status}`;
    const key = `${promise}:uncompleted:${record.orderId}`;
    const lasting = order.state.status === 'cancelled';
    const ripeAt = record.heardAt + settleMs;
    found.push({ promise, key, words, evidence: [...evidence, order.eventId], lasting, ripeAt });
  }
  return found;
}

/** What came in for an order is the price of what is live. What a cancelled order keeps is the next promise. */
export function moneyBalances(record: OrderRecord, { reactionMs }: Patience): Suspicion[] {
  const account = accountOf(record);
  const order = orderNow(record);
  if (!account || order?.state.status !== 'complete') return [];
  const authorized = paymentsNow(record).some(({ state }) => state.status === 'authorized');
  const kept = account.captured - account.refunded;
  if (kept === account.live || (kept === 0 && authorized)) return [];
  return [
    {
      promise: 'money-balances',
      key: `money-balances:${record.orderId}:${kept}`,
      words: `The order is complete and costs ${formatMoney(account.live, account.currency)}, but ${formatMoney(kept, account.currency)} was paid for it`,
      evidence: [order.eventId, ...newest(record)],
      lasting: false,
      ripeAt: record.heardAt + reactionMs,
    },
  ];
}

/** A cancelled order keeps no money. */
export function keepsNoMoney(record: OrderRecord, { reactionMs }: Patience): Suspicion[] {
  const account = accountOf(record);
  const order = orderNow(record);
  if (!account || order?.state.status !== 'cancelled') return [];
  const kept = account.captured - account.refunded;
  if (kept === 0) return [];
  const amount = formatMoney(Math.abs(kept), account.currency);
  return [
    {
      promise: 'no-kept-money',
      key: `no-kept-money:${record.orderId}:${kept}`,
      words:
        kept > 0
          ? `The order is cancelled (${order.state.cancelReason}), and ${amount} of the buyer’s is still here`
          : `The order is cancelled, and ${amount} more went back than came in`,
      evidence: [order.eventId, ...newest(record)],
      lasting: false,
      ripeAt: record.heardAt + reactionMs,
    },
  ];
}

/** A person pays back only what a refund could not, and does so once. */
export function settledOnce(record: OrderRecord): Suspicion[] {
  const promise = 'money-balances';
  return paymentsNow(record).flatMap(({ state: { id, currency } }) => {
    const told = record.payments.filter(({ state }) => state.id === id);
    const settled = told.filter(({ type }) => type === 'payment.refund_settled');
    const [first, second] = settled;
    if (!first) return [];
    const found: Suspicion[] = [];
    const suspect = (what: string, words: string, evidence: Id[]) =>
      found.push({
        promise,
        key: `${promise}:${what}:${first.eventId}`,
        words,
        evidence,
        lasting: true,
        ripeAt: AT_ONCE,
      });
    const amount = formatMoney(first.state.settlement?.amount ?? 0, currency);
    if (second) suspect('settled-twice', `${amount} was paid back by hand, and then again`, ids(settled));
    const before = told.slice(0, told.indexOf(first));
    const isWhole = before.every(({ version }, index) => version === index + 1) && first.version === before.length + 1;
    const refund = before.findLast(({ type }) => type === 'payment.refunded' || type === 'payment.refund_failed');
    if (isWhole && refund?.type !== 'payment.refund_failed') {
      suspect('settled-unasked', `${amount} was paid back by hand although its refund had not failed`, ids([first]));
    }
    return found;
  });
}

const ids = (versions: { eventId: Id }[]): Id[] => versions.map(({ eventId }) => eventId);

/** Payment states that hold, or may come to hold, an authorization. */
const HOLDING = { complete: ['authorized'], cancelled: ['processing', 'requires_action', 'authorized'] };

/** The authorization of a decided order is captured or released. */
export function noForgottenCard(record: OrderRecord, { reactionMs }: Patience): Suspicion[] {
  const order = orderNow(record);
  const status = order?.state.status;
  if (status !== 'complete' && status !== 'cancelled') return [];
  return paymentsNow(record)
    .filter(({ state }) => HOLDING[status].includes(state.status))
    .map(({ eventId, state }) => ({
      promise: 'no-forgotten-card',
      key: `no-forgotten-card:${eventId}`,
      words: `The order is ${status}, and its payment of ${formatMoney(state.amount, state.currency)} is still ${state.status}`,
      evidence: [order!.eventId, eventId],
      lasting: false,
      ripeAt: record.heardAt + reactionMs,
    }));
}

/** Over everything that has settled, per currency: what came in is what is live and what went back. */
export const sumsBalance = (sums: Account[]): Suspicion[] =>
  sums
    .filter(({ captured, refunded, live }) => captured - refunded !== live)
    .map(({ currency, captured, refunded, live }) => ({
      promise: 'money-balances',
      key: `money-balances:${currency}:${captured - refunded - live}`,
      words: `${formatMoney(captured, currency)} came in and ${formatMoney(refunded, currency)} went back, but the live tickets cost ${formatMoney(live, currency)}`,
      evidence: [],
      lasting: false,
      ripeAt: AT_ONCE,
    }));

const newest = (record: OrderRecord): Id[] => paymentsNow(record).map(({ eventId }) => eventId);
