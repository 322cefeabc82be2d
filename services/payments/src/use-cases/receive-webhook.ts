import type { PaymentStatus } from '@frontrow/common/contracts';
import { badRequest, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { isFirst, noteNews } from '../store/stripe-events.ts';

const charged: readonly PaymentStatus[] = ['authorized', 'captured', 'refunded', 'capture_failed'];

/**
 * The events that tell what our own steps would not, and in which states they do. Their contents are not looked at:
 * they come late, twice and in any order, so Stripe is asked how things are now.
 */
const worthALook: Record<string, readonly PaymentStatus[]> = {
  'payment_intent.amount_capturable_updated': ['open', 'requires_action'],
  'payment_intent.payment_failed': ['requires_action'],
  'payment_intent.canceled': ['open', 'requires_action', 'authorized'],
  'payment_intent.succeeded': ['open', 'requires_action'],
  'charge.expired': ['open', 'requires_action', 'authorized'],
  'charge.refunded': ['captured', 'capture_failed'],
  'refund.updated': ['captured', 'refunded', 'capture_failed'],
  'refund.failed': ['captured', 'refunded', 'capture_failed'],
  'charge.dispute.created': charged,
  'charge.dispute.updated': charged,
  'charge.dispute.closed': charged,
  'charge.dispute.funds_withdrawn': charged,
  'charge.dispute.funds_reinstated': charged,
};

export const receiveWebhook = (kit: PaymentsKit) =>
  route({
    method: 'post',
    path: '/webhook',
    summary: 'Takes what Stripe says happened',
    session: 'none',
    raw: true,
    answers: { 200: z.object({ received: z.literal(true) }) },
    problems: [400],
    async handle({ request, trace }) {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const webhook = kit.resources.stripe.readWebhook(body, request.get('stripe-signature') ?? '');
      if (!webhook) throw badRequest('Stripe-Signature', 'does not fit the body');
      const { id, type, stripeId } = webhook;
      await kit.db.transaction(trace, async (tx) => {
        // One that we do not know is of another system, or of a call whose answer never came: its key will find it.
        if (stripeId && (await isFirst(tx, id, type))) await noteNews(tx, stripeId, worthALook[type] ?? []);
      });
      kit.wake('settle');
      return { status: 200, body: { received: true } };
    },
  });
