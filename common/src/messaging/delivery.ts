import DataLoader from 'dataloader';
import { sql } from 'drizzle-orm';
import type { FrontrowEvent } from '../contracts/index.ts';
import type { Database, Trace, Tx } from '../database/index.ts';
import type { Deliver, Subscription } from './subscription.ts';
import { inbox } from './tables.ts';
import { together } from './together.ts';

/** An event on its way to a consumer. */
interface Delivery {
  consumer: string;
  event: FrontrowEvent;
}

const AT_ONCE = 100;

const handlersOf = (subscriptions: Subscription[], event: FrontrowEvent) =>
  subscriptions.filter((subscription) => subscription.types.includes(event.type));

const keyOf = ({ consumer, event }: Delivery) => `${consumer} ${event.id}`;

const traceOf = ({ correlationId, id }: FrontrowEvent): Trace => ({ correlationId, causationId: id });

/** Delivery with an inbox: the event's mark and its effects are one commit, and a duplicate does nothing. */
export function deliverOnce(database: Database, subscriptions: Subscription[]): Deliver {
  const wasReceived = inboxReader(database);

  const apply = (deliveries: Delivery[]) =>
    database.transaction(traceOf(deliveries[0]!.event), async (tx) => {
      const fresh = await markReceived(tx, deliveries);
      for (const delivery of deliveries) {
        const { event } = delivery;
        const isFresh = fresh.delete(keyOf(delivery));
        for (const { handle, repeated } of handlersOf(subscriptions, event))
          await (isFresh ? handle : repeated)?.(event, { ...tx, trace: traceOf(event) });
      }
    });

  const lockOf = ({ event }: Delivery) =>
    handlersOf(subscriptions, event)
      .map(({ locks }) => locks?.(event))
      .join();
  const inLockOrder = (deliveries: readonly Delivery[]) =>
    deliveries.toSorted((one, other) => (lockOf(one) < lockOf(other) ? -1 : 1));
  const batch = new DataLoader<Delivery, void>(
    (deliveries) => together(deliveries, (some) => apply(inLockOrder(some))),
    { cache: false, maxBatchSize: AT_ONCE },
  );

  return async (consumer, event) => {
    const handlers = handlersOf(subscriptions, event);
    if (handlers.length === 0) return;
    if (isLate(event) && !handlers.some(({ repeated }) => repeated) && (await wasReceived.load({ consumer, event })))
      return;
    if (handlers.every(({ locks }) => locks)) await batch.load({ consumer, event });
    else await apply([{ consumer, event }]);
    for (const { committed } of handlers) committed?.();
  };
}

/** Marks events as received; resolves to the keys of those that were not before. */
async function markReceived({ db }: Tx, deliveries: readonly Delivery[]): Promise<Set<string>> {
  const { rows } = await db.execute<{ key: string }>(sql`
    insert into ${inbox} (consumer, event_id) select consumer, event_id from ${listed(deliveries)} order by consumer, event_id
    on conflict do nothing returning consumer || ' ' || event_id as key`);
  return new Set(rows.map(({ key }) => key));
}

const listed = (deliveries: readonly Delivery[]) => {
  const consumers = sql.param(deliveries.map(({ consumer }) => consumer));
  const ids = sql.param(deliveries.map(({ event }) => event.id));
  return sql`unnest(${consumers}::text[], ${ids}::uuid[]) with ordinality as listed (consumer, event_id, place)`;
};

const LATE_MS = 30_000;

/** Most events that come so late come again, all at once: the broker lost its store, and the outboxes were published anew. */
const isLate = ({ time }: FrontrowEvent) => Date.now() - Date.parse(time) > LATE_MS;

/** Looks many events up in one query, which costs a hundredth of a transaction for each. */
const inboxReader = ({ db }: Database) =>
  new DataLoader<Delivery, boolean>(
    async (deliveries) => {
      const { rows } = await db.execute<{ received: boolean }>(sql`
        select ${inbox.eventId} is not null as received
        from ${listed(deliveries)} left join ${inbox} using (consumer, event_id) order by place`);
      return rows.map(({ received }) => received);
    },
    { cache: false, maxBatchSize: 500 },
  );

/** Delivery for a service without a database, whose handlers are safe to repeat by themselves. */
export const deliverPlainly =
  (subscriptions: Subscription[]): Deliver =>
  async (_consumer, event) => {
    for (const { handle } of handlersOf(subscriptions, event)) await handle(event, undefined as never);
  };
