import { type EventOf, eventCatalog, type FrontrowEvent, type StockUpdated } from '@frontrow/common/contracts';
import type { Tx } from '@frontrow/common/database';
import { on, type Subscription } from '@frontrow/common/messaging';
import { alarm, GATHER_MS } from '../alarm.ts';
import type { AuditKit } from '../config.ts';
import { oversold } from '../listing-promises.ts';
import { type Found, openFindings } from '../store/findings.ts';
import { findContradictions, hear, saveStocks } from '../store/hear.ts';

/** Writes down every event there is. What it means is judged later, whatever the order in which events came. */
export function onEvent(kit: AuditKit): Subscription {
  const wakeIn = alarm(() => kit.wake('judge'));
  return { ...on(eventCatalog, writeDown, () => wakeIn(GATHER_MS)), repeated: contradict };
}

async function writeDown(events: FrontrowEvent[], tx: Tx): Promise<void> {
  const heard = await hear(tx, events);
  const stocks = events.filter((event) => isStock(event) && heard.has(event.id)) as StockEvent[];
  const found = stocks.flatMap(({ id, data }) =>
    oversold(data, id).map((finding) => ({ ...finding, ...aboutListing(data.ticketId) })),
  );
  await Promise.all([
    saveStocks(tx, stocks),
    openFindings(tx, found),
    contradict(
      events.filter(({ id }) => !heard.has(id)),
      tx,
    ),
  ]);
}

type StockEvent = EventOf<typeof StockUpdated>;
const isStock = ({ type }: FrontrowEvent): boolean => type === 'stock.updated';
const aboutListing = (ticketId: string) => ({ subject: `listing:${ticketId}`, ticketId });

/** Events that are known already must say what they said before. */
async function contradict(events: FrontrowEvent[], tx: Tx): Promise<void> {
  const known = await findContradictions(tx, events);
  await openFindings(
    tx,
    events.flatMap((event) => {
      const earlier = known.get(event.id);
      return earlier === undefined ? [] : [toldTwice(event, earlier)];
    }),
  );
}

const toldTwice = ({ id, type, aggregateId, aggregateVersion, data }: FrontrowEvent, earlier: string): Found => ({
  promise: 'nothing-lost',
  subject: `told-twice:${aggregateId}`,
  key: `nothing-lost:told-twice:${earlier}:${id}`,
  words: `Version ${aggregateVersion} of what ${type} ${aggregateId} is about was told twice, with different contents`,
  orderId: 'orderId' in data ? data.orderId : type.startsWith('order.') ? aggregateId : null,
  evidence: [earlier],
  lasting: true,
});
