import { badRequest, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { worthALook } from '../settlement.ts';
import { isFirst, noteNews } from '../store/stripe-events.ts';

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
