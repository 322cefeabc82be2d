import { type Book, type Finding, groupBy, type Invariant, isUnpaid, type OrderData, orderData, sum } from '../book.ts';
import type { Order, OutboxRow, Stock } from '../read/rows.ts';

type Units = Pick<Stock, 'capacity' | 'held' | 'sold'>;

/** For every listing: units of active orders fit its capacity, now and at every version its stock ever had. */
export const units: Invariant = {
  name: '1: the units of active orders fit the capacity',
  check(book) {
    const told = groupBy(
      book.outbox.filter(({ aggregate }) => aggregate === 'stock' || aggregate === 'order'),
      (event) => String(event.envelope.data.ticketId),
    );
    const ordersOf = groupBy(book.orders, ({ ticket_id }) => ticket_id);
    return [
      ...[...told].flatMap(([ticketId, events]) => replay(book, ticketId, events)),
      ...book.stock.flatMap((stock) => compareNow(stock, ordersOf.get(stock.ticket_id) ?? [])),
      ...[...ordersOf.keys()]
        .filter((ticketId) => !told.has(ticketId))
        .map((ticketId) => ({ what: 'orders of a listing that never had a stock', ids: [ticketId] })),
    ];
  },
};

/**
 * A stock and the order that changed it are one transaction, which holds the stock's lock and tells of the stock first.
 * So in the order of the outbox, the orders told until the next stock add up to the stock told before them.
 */
function replay(book: Book, ticketId: string, events: OutboxRow[]): Finding[] {
  const findings: Finding[] = [];
  const wishes = book.history('ticket', ticketId).map(({ envelope }) => Number(envelope.data.quantity));
  const taken = takenUnits();
  let stock: OutboxRow | undefined;
  let since: string[] = [];
  const add = (what: string) => findings.push({ what, ids: [ticketId, ...new Set(since)] });

  const compare = () => {
    if (!stock || findings.length > 0) return; // what follows from the first disagreement tells nothing new
    const { held, sold } = unitsIn(stock);
    if (taken.unpaid === held && taken.complete === sold) since = [];
    else {
      const byOrders = `${taken.unpaid} + ${taken.complete}`;
      add(`at stock version ${stock.aggregate_version}: ${held} held + ${sold} sold, by its orders ${byOrders}`);
    }
  };

  for (const event of [...events].sort((a, b) => a.seq - b.seq)) {
    if (event.aggregate === 'order') {
      if (event.type === 'order.created' && stock && isSuspended(stock))
        findings.push({ what: 'it was placed while its listing was suspended', ids: [event.aggregate_id, ticketId] });
      taken.follow(event.aggregate_id, orderData(event));
      since.push(event.aggregate_id);
      continue;
    }
    compare();
    const { capacity, held, sold } = unitsIn(event);
    const at = `at stock version ${event.aggregate_version}`;
    if (held + sold > capacity) add(`${at}: ${held} held + ${sold} sold of ${capacity}`);
    if (held < 0 || sold < 0) add(`${at}: ${held} held, ${sold} sold`);
    const resized = stock === undefined || capacity !== unitsIn(stock).capacity;
    if (resized && !wishes.some((quantity) => capacity === Math.max(quantity, held + sold)))
      add(`${at}: capacity ${capacity}, which its seller never asked for (${wishes.join(', ')})`);
    stock = event;
  }
  compare();
  return findings;
}

/** Counts the units that orders take, as each of them moves on. */
function takenUnits() {
  const orders = new Map<string, OrderData>();
  const units = { unpaid: 0, complete: 0 };
  const count = ({ status, quantity }: OrderData, sign: 1 | -1) => {
    if (isUnpaid(status)) units.unpaid += sign * quantity;
    if (status === 'complete') units.complete += sign * quantity;
  };
  const follow = (id: string, order: OrderData) => {
    const before = orders.get(id);
    if (before) count(before, -1);
    count(order, 1);
    orders.set(id, order);
  };
  return Object.assign(units, { follow });
}

const isSuspended = ({ envelope }: OutboxRow) => envelope.data.suspended === true;

const unitsIn = ({ envelope }: OutboxRow) => envelope.data as unknown as Units;

function compareNow({ ticket_id, capacity, held, sold }: Stock, orders: Order[]): Finding[] {
  const unpaid = sum(orders.filter(({ status }) => isUnpaid(status)).map(({ quantity }) => quantity));
  const complete = sum(orders.filter(({ status }) => status === 'complete').map(({ quantity }) => quantity));
  if (unpaid === held && complete === sold && unpaid + complete <= capacity) return [];
  const active = orders.filter(({ status }) => status !== 'cancelled').map(({ id }) => id);
  const what = `orders take ${unpaid} unpaid + ${complete} complete; the stock notes ${held} + ${sold} of ${capacity}`;
  return [{ what, ids: [ticket_id, ...active] }];
}
