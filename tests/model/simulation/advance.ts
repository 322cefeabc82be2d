import {
  PaymentAuthorized,
  PaymentCaptured,
  PaymentCaptureFailed,
  PaymentDisputeClosed,
  PaymentDisputed,
  PaymentFailed,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentRefundSettled,
  PaymentStarted,
  type PaymentState,
  PaymentVoided,
} from '@frontrow/common/contracts';
import type { Change, Payment } from '../../../services/payments/src/payment.ts';
import type { Reply, Step } from '../../../services/payments/src/settlement.ts';
import type { Trouble } from './account.ts';
import { type Tx, transaction } from './database.ts';
import type { Process } from './processes.ts';
import type { World } from './world.ts';

export const LEASE_MS = 5_000;
const pauseMs = (tries: number) => Math.min(400 * 2 ** (tries - 1), 30_000);

interface Asked {
  step: Step;
  payment: Payment;
}

/** Takes a payment that `claim` holds as far as it can go now; the troubles befall one call after the other. */
export function* advance(world: World, orderId: string, claim: string, troubles: Trouble[]): Process {
  for (let answer: { asked: Asked; reply: Reply } | undefined, call = 0; ; call++) {
    const known = answer;
    const asked = yield* transaction(world, world.payments.database, (tx) => proceed(world, tx, orderId, claim, known));
    if (!asked) return;
    const { step, payment } = asked;
    const key = world.core.settlement.keyOf(payment, step);
    const trouble = troubles[call] ?? 'none';
    const reply = world.stripe.ask(step, payment, world.flaws.freshKeys ? world.newId(`${key}-`) : key, trouble);
    world.tell(() => `  Stripe is asked: ${key}${trouble === 'none' ? '' : ` (${trouble})`} → ${outcomeOf(reply)}`);
    yield;
    answer = { asked, reply };
  }
}

const outcomeOf = (reply: Reply) => (reply.kind === 'intent' ? reply.intent.status : reply.kind);

function proceed(
  world: World,
  tx: Tx,
  orderId: string,
  claim: string,
  answer: { asked: Asked; reply: Reply } | undefined,
): Asked | undefined {
  const { payments, orders } = world.payments;
  const row = tx.get(payments, orderId)!;
  if (row.claimedBy !== claim && !world.flaws.claimsIgnored) return undefined;
  const status = tx.get(orders, orderId)?.status ?? 'created';
  const { keyed, learn, plan } = world.core.settlement;
  const learned = answer && learn(row.payment, status, answer.asked.step, answer.asked.payment, answer.reply, tx.now);
  const payment = learned?.payment ?? row.payment;
  if (learned) tellChanges(world, tx, learned.changes);
  const next = plan(payment, status, tx.now, learned, row.tries);
  if (next.do === 'ask') {
    const claimedUntil = world.now + LEASE_MS;
    const asking = keyed(payment, next.step, tx.now);
    tx.put(payments, orderId, {
      ...row,
      payment: asking,
      claimedUntil,
      tries: next.tries,
      dueAt: row.dueAt ?? world.now,
    });
    return { step: next.step, payment: asking };
  }
  const dueAt = next.do === 'pause' ? world.now + pauseMs(next.tries) : null;
  const tries = next.do === 'pause' ? next.tries : 0;
  tx.put(payments, orderId, { payment, claimedBy: null, claimedUntil: 0, tries, dueAt });
  return undefined;
}

const definitions = {
  started: PaymentStarted,
  authorized: PaymentAuthorized,
  failed: PaymentFailed,
  captured: PaymentCaptured,
  capture_failed: PaymentCaptureFailed,
  voided: PaymentVoided,
  refunded: PaymentRefunded,
  refund_failed: PaymentRefundFailed,
  refund_settled: PaymentRefundSettled,
  disputed: PaymentDisputed,
  dispute_closed: PaymentDisputeClosed,
} satisfies Record<Change['event'], unknown>;

export function tellChanges(world: World, tx: Tx, changes: Change[]): void {
  for (const { event, payment } of changes) {
    const { attempt, settlement, ...rest } = payment;
    const state: PaymentState = {
      ...rest,
      dispute: null, // no bank takes anything back in the model
      settlement: settlement && { ...settlement, settledAt: settlement.settledAt.toISOString() },
      attempts: attempt?.number ?? 0,
      createdAt: '',
      updatedAt: '',
    };
    tx.tell(definitions[event], payment.id, payment.version, state);
    tx.committed(() => world.tell(() => `  the payment of ${payment.orderId} is ${payment.status} (${event})`));
  }
}
