import type { Trouble, Webhook } from './account.ts';
import { type Consumer, type Message, RELAY, receive, relay } from './bus.ts';
import { compare } from './comparison.ts';
import type { Commit, Database } from './database.ts';
import { keepTimer } from './expiration.ts';
import { ordersReceives } from './following.ts';
import { cancelEvents, cancelSuspended, sweepOverdue } from './orders.ts';
import { dueOrders, paymentsReceives, receiveWebhook, settle, watchRefunds } from './payments.ts';
import type { Process, Running, Service } from './processes.ts';
import { ticketsReceives } from './tickets.ts';
import type { World } from './world.ts';

/** What goes on in the services without anybody asking for it. */
const activity = (service: Service, what: string, process: Process): Running => ({ service, what, process });

const HANDLERS = { tickets: ticketsReceives, orders: ordersReceives, payments: paymentsReceives };

export type Publisher = keyof typeof HANDLERS;
export const PUBLISHERS: Publisher[] = ['tickets', 'orders', 'payments'];
export const databaseOf = (world: World, service: Publisher): Database => world[service].database;

export const publishing = (world: World, service: Publisher): Running =>
  activity(service, RELAY, relay(world, databaseOf(world, service)));

/** A consumer takes messages as one commit; expiration has no database, and takes them one by one. */
export function receiving(world: World, consumer: Consumer, messages: Message[], commit: Commit = 'done'): Running {
  const { service } = consumer;
  const [{ event }] = messages as [Message];
  const process =
    service === 'expiration'
      ? keepTimer(world, consumer, messages[0]!)
      : receive(world, consumer, messages, databaseOf(world, service), HANDLERS[service], commit);
  const more = messages.length > 1 ? `, and ${messages.length - 1} more of ${consumer.aggregate}` : '';
  const fate = commit === 'done' ? '' : ` (commit ${commit})`;
  const what = `receives ${event.type} of ${event.aggregateId}, version ${event.aggregateVersion}${more}${fate}`;
  return activity(service, what, process);
}

export const hearing = (world: World, webhook: Webhook): Running =>
  activity('payments', `hears from Stripe: ${webhook.type} of ${webhook.stripeId}`, receiveWebhook(world, webhook));

export const settling = (world: World, orderId: string, troubles: Trouble[]): Running =>
  activity('payments', `does what the payment of ${orderId} owes`, settle(world, orderId, troubles));

export const watching = (world: World): Running => activity('payments', 'looks at refunds', watchRefunds(world));
export const comparing = (world: World): Running => activity('payments', 'compares with Stripe', compare(world));
export const sweeping = (world: World): Running => activity('orders', 'sweeps', sweepOverdue(world));
export const cancelling = (world: World): Running =>
  activity('orders', 'cancels the orders of cancelled events', cancelEvents(world));

export const withdrawing = (world: World): Running =>
  activity('orders', 'cancels the unpaid orders of suspended listings', cancelSuspended(world));

export const unpublished = ({ outbox }: Database): boolean => outbox.some(({ publishedAt }) => publishedAt === null);
export const hasDue = (world: World): boolean => dueOrders(world).length > 0;
