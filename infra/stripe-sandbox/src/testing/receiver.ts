import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { until } from './until.ts';

export interface Receiver {
  url: string;
  /** Every event that came in with a good signature, copies included, in the order of arrival. */
  received: { event: Stripe.Event; at: number }[];
  /** The status of the next answers; 0 hangs up without one. */
  answer: (status: number) => void;
  next: (type: string, objectId?: string) => Promise<Stripe.Event>;
  typesFor: (intentId: string) => string[];
  close: () => Promise<void>;
}

/** A webhook endpoint that checks every signature with the official SDK. */
export async function startReceiver(secret: string): Promise<Receiver> {
  const stripe = new Stripe('sk_test_receiver');
  const received: Receiver['received'] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const event = stripe.webhooks.constructEvent(body, String(request.headers['stripe-signature']), secret);
    received.push({ event, at: Date.now() });
    if (status === 0) request.socket.destroy();
    else response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const aboutIntent = (event: Stripe.Event, id: string) => {
    const object = event.data.object as { id?: string; payment_intent?: string };
    return object.id === id || object.payment_intent === id;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    answer: (next) => {
      status = next;
    },
    next: (type, id) =>
      until(`event ${type}`, () => {
        const found = received.find(({ event }) => event.type === type && (!id || aboutIntent(event, id)));
        return found?.event;
      }),
    typesFor: (id) => received.filter(({ event }) => aboutIntent(event, id)).map(({ event }) => event.type),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
