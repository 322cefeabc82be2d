import type { FrontrowEvent } from '../contracts/index.ts';
import { type Database, statement, type Tx } from '../database/index.ts';
import { type Deliver, type Handle, type Subscription, traceOf, type Undone } from './subscription.ts';

/** Delivery with an inbox: the marks of events and their effects are one commit, and a duplicate does nothing. */
export function deliverOnce(database: Database, subscriptions: Subscription[]): Deliver {
  const isWanted = ({ type }: FrontrowEvent) => subscriptions.some(({ types }) => types.includes(type));

  async function apply(consumer: string, events: FrontrowEvent[], tx: Tx): Promise<Undone[]> {
    const fresh = await markReceived(tx, consumer, events);
    const undone: Undone[] = [];
    const give = async (handle: Handle | undefined, some: FrontrowEvent[]) => {
      if (handle && some.length > 0) undone.push(...((await handle(some, { ...tx, trace: traceOf(some[0]!) })) ?? []));
    };
    for (const { types, handle, repeated } of subscriptions) {
      const own = events.filter(({ type }) => types.includes(type));
      const { first, again } = split(own, fresh);
      await give(handle, first);
      await give(repeated, again);
    }
    const unmarked = undone.map(({ event }) => event.id).filter((id) => fresh.has(id));
    if (unmarked.length > 0) await takeBack(tx, [consumer, unmarked]);
    return undone;
  }

  return async (consumer, events) => {
    const wanted = events.filter(isWanted);
    if (wanted.length === 0) return events.map(() => undefined);
    const undone = await database.transaction(traceOf(wanted[0]!), (tx) => apply(consumer, wanted, tx));
    const problems = new Map(undone.map(({ event, because }) => [event.id, because]));
    for (const { types, committed } of subscriptions) {
      const own = committed ? wanted.filter(({ id, type }) => types.includes(type) && !problems.has(id)) : [];
      if (own.length > 0) committed!(own);
    }
    return events.map(({ id }) => problems.get(id));
  };
}

/** Events that are new here, and those that were received before: earlier, or among these. */
function split(events: FrontrowEvent[], fresh: Set<string>) {
  const seen = new Set<string>();
  const [first, again]: [FrontrowEvent[], FrontrowEvent[]] = [[], []];
  for (const event of events) {
    (fresh.has(event.id) && !seen.has(event.id) ? first : again).push(event);
    seen.add(event.id);
  }
  return { first, again };
}

const mark = statement<{ id: string }>(
  'mark_received',
  `insert into "inbox" (consumer, event_id) select $1, id from unnest($2::uuid[]) as given (id) order by id
   on conflict do nothing returning event_id as id`,
);
const takeBack = statement('take_back', 'delete from inbox where consumer = $1 and event_id = any ($2::uuid[])');

/** Marks events as received; resolves to the ids of those that were not before. */
async function markReceived(tx: Tx, consumer: string, events: FrontrowEvent[]): Promise<Set<string>> {
  const rows = await mark(tx, [consumer, [...new Set(events.map(({ id }) => id))]]);
  return new Set(rows.map(({ id }) => id));
}

/** Delivery for a service without a database, whose handlers are safe to repeat by themselves. */
export const deliverPlainly =
  (subscriptions: Subscription[]): Deliver =>
  async (_consumer, events) => {
    const problems = new Map<string, Error>();
    for (const { types, handle, committed } of subscriptions) {
      const own = events.filter(({ type }) => types.includes(type));
      if (own.length === 0) continue;
      for (const { event, because } of (await handle(own, undefined as never)) ?? []) problems.set(event.id, because);
      committed?.(own.filter(({ id }) => !problems.has(id)));
    }
    return events.map(({ id }) => problems.get(id));
  };
