import type { Id } from '@frontrow/common/contracts';
import { databaseTime, type Trace, type Tx } from '@frontrow/common/database';
import type { PaymentsKit } from '../config.ts';
import type { Change, Payment } from '../payment.ts';
import { keyed, keyOf, learn, plan, type Reply, type Step } from '../settlement.ts';
import { tell } from '../store/changes.ts';
import { endClaim, holdClaim, whileHolding } from '../store/claims.ts';
import { findOrder } from '../store/orders.ts';
import { lockPayment, noteKey, savePayment } from '../store/payments.ts';

/** A step that Stripe was asked to take, for the payment as it was then. */
interface Asked {
  step: Step;
  payment: Payment;
}

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Takes a payment that `claim` holds as far as it can go now. Each step is asked of Stripe outside any transaction, and
 * its outcome written in the one that also decides the next step. After a crash anywhere another holder goes on from
 * the row: it takes the same step with the same key.
 */
export function advance(kit: PaymentsKit, paymentId: Id, claim: Id, trace: Trace): Promise<void> {
  const { settling } = kit.resources;
  const work = takeSteps(kit, paymentId, claim, trace).finally(() => settling.delete(work));
  settling.add(work);
  return work;
}

async function takeSteps(kit: PaymentsKit, paymentId: Id, claim: Id, trace: Trace): Promise<void> {
  for (let answer: { asked: Asked; reply: Reply } | undefined; ; ) {
    const asked = await kit.db.transaction(trace, (tx) => proceed(kit, tx, paymentId, claim, answer));
    if (!asked) return;
    const { step, payment } = asked;
    const reply = await whileHolding(kit.db, paymentId, claim, () =>
      kit.resources.stripe.ask(step, payment, keyOf(payment, step)),
    );
    report(kit, asked, reply, trace);
    answer = { asked, reply };
  }
}

/** Writes down what was learned and says what to ask next; undefined when there is nothing to ask now. */
async function proceed(
  kit: PaymentsKit,
  tx: Tx,
  paymentId: Id,
  claim: Id,
  answer: { asked: Asked; reply: Reply } | undefined,
): Promise<Asked | undefined> {
  const stored = await lockPayment(tx, paymentId);
  // Whoever was too slow leaves the outcome to the one that took over, who asks with the same key.
  if (stored?.claimedBy !== claim) return undefined;
  const order = await findOrder(tx, stored.payment.orderId);
  const status = order?.status ?? 'created';

  const { asked, reply } = answer ?? {};
  const now = await databaseTime(tx);
  const learned = asked && reply && learn(stored.payment, status, asked.step, asked.payment, reply, now);
  const payment = learned?.payment ?? stored.payment;
  if (learned) {
    await savePayment(tx, payment, now);
    await tell(tx, learned.changes, stored.createdAt, now);
    alert(kit, learned.changes);
  }

  const next = plan(payment, status, now, learned, stored.tries);
  const askedFor = (reply?.kind === 'unknown' && reply.notBeforeMs) || 0;
  if (next.do === 'rest') await endClaim(tx, paymentId, 0, null);
  else if (next.do === 'pause') await endClaim(tx, paymentId, next.tries, Math.max(pauseMs(next.tries), askedFor));
  else {
    const keyedPayment = keyed(payment, next.step, now);
    await noteKey(tx, keyedPayment);
    await holdClaim(tx, paymentId, claim, next.tries);
    return { step: next.step, payment: keyedPayment };
  }
  return undefined;
}

/** Exponential, and random by half so that those who failed together do not come again together. */
const pauseMs = (tries: number) =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 10), LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);

function report({ log }: PaymentsKit, { step, payment }: Asked, reply: Reply, { correlationId }: Trace): void {
  const about = { ...aboutOf(payment), step, correlationId };
  if (reply.kind === 'unknown' || reply.kind === 'spent') {
    log.warn({ ...about, reason: reply.reason }, 'Stripe gave no outcome; asking again');
  } else if (reply.kind === 'refused') {
    log.warn({ ...about, code: reply.failure.code }, 'Stripe refused a step');
  }
}

/** What a person has to see to. */
function alert({ log }: PaymentsKit, changes: Change[]): void {
  for (const { event, payment } of changes) {
    const { failure, dispute } = payment;
    if (event === 'refund_failed') {
      log.error({ ...aboutOf(payment), failure }, 'refund failed for good: an operator has to act');
    }
    if (event === 'disputed') {
      log.error({ ...aboutOf(payment), dispute }, 'charge disputed: an operator has to answer the bank');
    }
  }
}

const aboutOf = ({ id, orderId, stripeId }: Payment) => ({ paymentId: id, orderId, stripeId });
