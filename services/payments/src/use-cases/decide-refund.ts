import type { Id, RefundFailureView } from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import { conflict, notFound, recordAction, type Session } from '@frontrow/common/http';
import type { Payment } from '../payment.ts';
import { lockPayments } from '../store/payments.ts';
import { type Decided, findDecisions, saveDecision } from '../store/refund-decisions.ts';
import { toRefundFailure } from '../store/views.ts';

interface Ruling {
  id: Id;
  by: Session;
  note: string;
  /** Why this payment's refund is not to be decided about so; undefined when it may. */
  whyNot: (payment: Payment) => Parameters<typeof conflict>[0] | undefined;
  decide: (payment: Payment, now: Date) => Omit<Decided, 'note' | 'decidedBy'>;
}

/** Keeps what an operator decides about a refund that failed, and puts it on record. */
export async function decideRefund(tx: Tx, { id, by, note, whyNot, decide }: Ruling): Promise<RefundFailureView> {
  const { found, now } = await lockPayments(tx, [id], true);
  const stored = found.get(id);
  if (!stored) throw notFound('payment');
  const reason = whyNot(stored.payment);
  if (reason) throw conflict(reason);

  const decided = decide(stored.payment, now);
  const { payment, decision, how } = decided;
  await saveDecision(tx, stored, { ...decided, note, decidedBy: by.userId }, now);
  const subject = { kind: 'order' as const, id: payment.orderId };
  await recordAction(tx, { by, action: `refund_${decision}`, subject, reason: note, details: { ...(how && { how }) } });
  const decisions = await findDecisions(tx, [id]);
  return toRefundFailure({ ...stored, payment }, decisions.get(id)!);
}
