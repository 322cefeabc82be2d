import express, { type ErrorRequestHandler, type Express, type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import * as charges from './api/charges.ts';
import * as disputes from './api/disputes.ts';
import * as events from './api/events.ts';
import * as paymentIntents from './api/payment-intents/index.ts';
import * as paymentMethods from './api/payment-methods.ts';
import * as refunds from './api/refunds.ts';
import * as tokens from './api/tokens.ts';
import { challengeRoutes } from './browser/three-d-secure.ts';
import { outcomeOf, testCards } from './core/cards.ts';
import { API_VERSION } from './core/events.ts';
import { invalidRequest, StripeFailure } from './core/failures.ts';
import { newId } from './core/fresh.ts';
import { requireKey } from './http/authentication.ts';
import { controlRoutes } from './http/control.ts';
import { type Context, serve } from './http/endpoint.ts';
import { Cut } from './http/fault-injection.ts';

export function createApp(context: Context, secretKey: string, log: Logger): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'extended');
  app.use(identify(log));

  app.get('/health/live', (_request, response) => void response.json({ status: 'live' }));
  app.get('/health/ready', async (_request, response) => {
    await context.store.flushed();
    response.json({ status: 'ready' });
  });

  const form = express.urlencoded({ extended: true, limit: '64kb' });
  const json = express.json({ limit: '64kb' });
  app.use('/3ds', form, challengeRoutes(context.store));
  app.get('/test-cards', (_request, response) => void response.json(publicCards));
  app.post('/tokens', form, json, serve(context, tokens.create));

  app.use('/v1', requireKey(secretKey), form, stripeRoutes(context));
  app.use('/_sandbox', requireKey(secretKey), json, controlRoutes(context.store));
  app.use((request) => {
    throw new StripeFailure(404, {
      message: `Unrecognized request URL (${request.method}: ${request.path}). This sandbox speaks the part of Stripe's API that its README lists.`,
      type: 'invalid_request_error',
    });
  });
  app.use(answerError(log));
  return app;
}

function stripeRoutes(context: Context): Router {
  const routes = Router();
  routes
    .get('/payment_intents', serve(context, paymentIntents.list))
    .post('/payment_intents', serve(context, paymentIntents.create))
    .get('/payment_intents/search', serve(context, paymentIntents.search))
    .get('/payment_intents/:id', serve(context, paymentIntents.retrieve))
    .post('/payment_intents/:id', serve(context, paymentIntents.update))
    .post('/payment_intents/:id/confirm', serve(context, paymentIntents.confirm))
    .post('/payment_intents/:id/capture', serve(context, paymentIntents.capture))
    .post('/payment_intents/:id/cancel', serve(context, paymentIntents.cancel))
    .get('/charges', serve(context, charges.list))
    .get('/charges/:id', serve(context, charges.retrieve))
    .get('/disputes', serve(context, disputes.list))
    .get('/disputes/:id', serve(context, disputes.retrieve))
    .post('/disputes/:id', serve(context, disputes.update))
    .post('/disputes/:id/close', serve(context, disputes.close))
    .get('/refunds', serve(context, refunds.list))
    .post('/refunds', serve(context, refunds.create))
    .get('/refunds/:id', serve(context, refunds.retrieve))
    .post('/payment_methods', serve(context, paymentMethods.create))
    .get('/payment_methods/:id', serve(context, paymentMethods.retrieve))
    .post('/tokens', serve(context, tokens.create))
    .get('/tokens/:id', serve(context, tokens.retrieve))
    .get('/events', serve(context, events.list))
    .get('/events/:id', serve(context, events.retrieve));
  return routes;
}

const publicCards = testCards.map((card) => ({
  number: card.number,
  label: card.label,
  outcome: outcomeOf(card),
  brand: card.brand,
  token: `tok_${card.names[0]}`,
  paymentMethod: `pm_card_${card.names[0]}`,
}));

/** The headers that Stripe sends with every answer, and one line per request for who wants to see it. */
function identify(log: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = newId('req');
    const idempotencyKey = request.get('idempotency-key');
    response.locals.requestId = requestId;
    response.set({ 'request-id': requestId, 'stripe-version': request.get('stripe-version') ?? API_VERSION });
    if (idempotencyKey !== undefined) response.set('idempotency-key', idempotencyKey);
    const { method, path } = request;
    response.on('close', () => {
      log.debug({
        requestId,
        method,
        path,
        idempotencyKey,
        status: response.writableEnded ? response.statusCode : 'cut',
      });
    });
    next();
  };
}

function answerError(log: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    if (error instanceof Cut) return void request.socket.destroy();
    const failure = error instanceof StripeFailure ? error : refusedBody(error);
    if (failure?.retryAfter) response.set('retry-after', String(failure.retryAfter));
    if (failure) return void response.status(failure.status).json({ error: failure.body });
    log.error({ error, requestId: response.locals.requestId }, 'request failed');
    response.status(500).json({ error: { message: 'An unknown error occurred.', type: 'api_error' } });
  };
}

/** Bodies that express could not read (malformed, too large) carry a 4xx status. */
function refusedBody(error: unknown): StripeFailure | undefined {
  const { status, message } = error as { status?: number; message?: string };
  if (status === undefined || status < 400 || status > 499) return undefined;
  return new StripeFailure(status, invalidRequest(message ?? 'Invalid request').body);
}
