import { createHash } from 'node:crypto';
import { type Response, Router } from 'express';
import type Stripe from 'stripe';
import { cardNamed } from '../core/cards.ts';
import { completeChallenge } from '../core/confirm-intent.ts';
import { money } from '../core/currencies.ts';
import type { HeldIntent } from '../core/effects.ts';
import { StripeFailure } from '../core/failures.ts';
import type { Store } from '../state/store.ts';
import { transact } from '../state/transaction.ts';
import { challengePage, notePage, STYLE } from './challenge-page.ts';

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The bank's page on which the buyer passes or fails 3-D Secure, and the way back to the shop. */
export function challengeRoutes(store: Store): Router {
  const routes = Router();

  routes.get('/:id', (request, response) => {
    const found = findChallenge(store, request.params.id);
    if (!found) return sendUnknown(response);
    if (!found.open) return sendOver(response, found);
    const { intent } = found.row;
    const { brand, last4 } = store.get('methods', String(intent.payment_method))!.method.card;
    const purchase = { amount: money(intent.amount, intent.currency), brand, last4, description: intent.description };
    sendPage(response, 200, challengePage(purchase), found.returnUrl);
  });

  routes.post('/:id', async (request, response) => {
    const { id } = request.params;
    const approved = request.body?.outcome === 'approve';
    await transact(store, { requestId: null, idempotencyKey: null }, (tx) => {
      const found = findChallenge(store, id);
      if (!found?.open) return;
      const held = store.get('methods', String(found.row.intent.payment_method))!;
      try {
        tx.save(completeChallenge(found.row, held, cardNamed(held.card)!, approved, tx.fresh));
      } catch (error) {
        // The shop hears of a declined card from the intent; its buyer goes back all the same.
        if (!(error instanceof StripeFailure)) throw error;
      }
    });
    await store.flushed();
    const found = findChallenge(store, id);
    if (!found) return sendUnknown(response);
    if (found.returnUrl === null) return sendOver(response, found);
    response.redirect(303, backTo(found.returnUrl, found.row.intent));
  });

  return routes;
}

interface Challenge {
  row: HeldIntent;
  returnUrl: string | null;
  /** Whether the intent still waits for this very challenge. */
  open: boolean;
}

function findChallenge(store: Store, id: string): Challenge | undefined {
  const challenge = store.get('challenges', id);
  const row = challenge && store.get('intents', challenge.intent);
  return row && { row, returnUrl: challenge.returnUrl, open: row.challenge?.id === id };
}

/** The shop's address with what Stripe adds to it. */
function backTo(returnUrl: string, intent: Stripe.PaymentIntent): string {
  const url = new URL(returnUrl);
  const passed = intent.status === 'succeeded' || intent.status === 'requires_capture';
  url.searchParams.set('payment_intent', intent.id);
  url.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '');
  url.searchParams.set('redirect_status', passed ? 'succeeded' : 'failed');
  return url.href;
}

function sendOver(response: Response, { row, returnUrl }: Challenge): void {
  const back = returnUrl === null ? null : backTo(returnUrl, row.intent);
  const page = notePage('This step is done', 'Your answer has been passed on. You can close this page.', back);
  sendPage(response, 200, page, returnUrl);
}

function sendUnknown(response: Response): void {
  const page = notePage('Nothing to confirm', 'There is no payment that waits for you at this address.', null);
  sendPage(response, 404, page, null);
}

/** The shop may show the page in a frame on its own origin; the form may lead back to the shop and nowhere else. */
function sendPage(response: Response, status: number, html: string, returnUrl: string | null): void {
  const formAction = returnUrl === null ? "'self'" : `'self' ${new URL(returnUrl).origin}`;
  response
    .status(status)
    .set({
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action ${formAction}; frame-ancestors 'self'; base-uri 'none'`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .type('html')
    .send(html);
}
