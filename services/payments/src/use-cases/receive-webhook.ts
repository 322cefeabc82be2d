import { badRequest, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { PaymentsKit } from '../config.ts';
import { worthALook } from '../settlement.ts';
import { noteWebhooks, type Received } from '../store/stripe-events.ts';
import { inGroups } from '../workers/groups.ts';

/** Webhooks that are one commit at most. */
const AT_ONCE = 100;

export const receiveWebhook = (kit: PaymentsKit) => {
  const note = inGroups(
    async (received: Received[]) => {
      if (await noteWebhooks(kit.db, received)) kit.wake('settle');
      return new Map(received.map((one) => [one, { result: undefined }]));
    },
    { keyOf: ({ id }) => id, atMost: AT_ONCE },
  );
  return route({
    method: 'post',
    path: '/webhook',
    summary: 'Takes what Stripe says happened',
    session: 'none',
    raw: true,
    answers: { 200: z.object({ received: z.literal(true) }) },
    problems: [400],
    async handle({ request }) {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const webhook = kit.resources.stripe.readWebhook(body, request.get('stripe-signature') ?? '');
      if (!webhook) {
        kit.securityEvent({ what: 'webhook_refused', outcome: 'refused', network: request.ip });
        throw badRequest('Stripe-Signature', 'does not fit the body', 'bad_signature');
      }
      const { id, type, stripeId } = webhook;
      const looks = worthALook[type];
      // One that we do not know is of another system, or of a call whose answer never came: its key will find it.
      if (stripeId && looks) await note({ id, type, stripeId, worthALook: looks });
      return { status: 200, body: { received: true } };
    },
  });
};
