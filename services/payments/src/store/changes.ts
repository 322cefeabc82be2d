import {
  PaymentAuthorized,
  PaymentCaptured,
  PaymentCaptureFailed,
  PaymentDisputeClosed,
  PaymentDisputed,
  PaymentFailed,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentStarted,
  PaymentVoided,
} from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import type { Change, Happening } from '../payment.ts';
import { toState } from './views.ts';

const definitions = {
  started: PaymentStarted,
  authorized: PaymentAuthorized,
  failed: PaymentFailed,
  captured: PaymentCaptured,
  capture_failed: PaymentCaptureFailed,
  voided: PaymentVoided,
  refunded: PaymentRefunded,
  refund_failed: PaymentRefundFailed,
  disputed: PaymentDisputed,
  dispute_closed: PaymentDisputeClosed,
} satisfies Record<Happening, unknown>;

/** Puts what happened to a payment into the outbox. */
export async function tell(tx: Tx, changes: Change[], createdAt: Date, now: Date): Promise<void> {
  for (const { event, payment } of changes) {
    await addToOutbox(tx, {
      definition: definitions[event],
      aggregateId: payment.id,
      aggregateVersion: payment.version,
      data: toState(payment, createdAt, now),
    });
  }
}
