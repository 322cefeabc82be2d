import { StockUpdated } from '@frontrow/common/contracts';
import {
  databaseTime,
  fieldsOf,
  inserter,
  type Queryable,
  statement,
  type Trace,
  type Tx,
} from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { inArray } from 'drizzle-orm';
import { isSameOffer, type Stock, type Units } from '../stock.ts';
import { stock } from './tables.ts';

export async function findStocks({ db }: Queryable, ticketIds: string[]): Promise<Map<string, Stock>> {
  const rows = await db.select().from(stock).where(inArray(stock.ticketId, ticketIds));
  return new Map(rows.map((row) => [row.ticketId, row]));
}

const lockTurns = statement(
  'lock_turns',
  `select pg_advisory_xact_lock(turn) from
     (select distinct hashtextextended(id, 0) as turn from unnest($1::text[]) as id order by turn) as turns`,
);
const tryTurns = statement<{ id: string }>(
  'try_turns',
  'select id from unnest($1::text[]) as id where pg_try_advisory_xact_lock(hashtextextended(id, 0))',
);
const lockRows = statement<Stock>(
  'lock_stocks',
  `select ${fieldsOf(stock)} from stock where ticket_id = any ($1::uuid[]) order by ticket_id for update`,
);
/** The table's constraint has the last word: what would take more than there is fails. */
const writeUnits = statement(
  'move_units',
  `update stock set version = version + 1, held = stock.held + moved.held, sold = stock.sold + moved.sold
   from unnest($1::uuid[], $2::int[], $3::int[]) as moved (ticket_id, held, sold)
   where stock.ticket_id = moved.ticket_id`,
);
const writeOffers = statement(
  'change_offers',
  `update stock set version = version + 1, capacity = wanted.capacity, closed = wanted.closed, sales = wanted.sales,
     suspended = wanted.suspended
   from unnest($1::uuid[], $2::int[], $3::boolean[], $4::text[], $5::boolean[])
     as wanted (ticket_id, capacity, closed, sales, suspended)
   where stock.ticket_id = wanted.ticket_id`,
);
const insert = inserter(stock, { members: ['ticketId', 'version', 'capacity'], unlessKnown: true });

/**
 * Waits until all who came before have changed the stocks of these listings, or the holds of these buyers, and keeps both
 * until the transaction ends. A row's own lock keeps no queue: whoever waits for it chases each new version of the row
 * together with all others, and in a rush some waited for ten seconds while hundreds who came later were served
 * (docs/adr/0031-first-come-first-served.md).
 */
export const waitForTurns = (tx: Tx, ids: readonly string[]) => lockTurns(tx, [ids]);

/** Takes the turn at those of these listings that nobody else has it at; resolves to these. */
export const tryForTurns = async (tx: Tx, ids: readonly string[]): Promise<string[]> =>
  ids.length === 0 ? [] : (await tryTurns(tx, [ids])).map(({ id }) => id);

/** The stocks of these listings under their rows' locks, and the database's time after those were had. */
export async function lockStocks(tx: Tx, ticketIds: readonly string[]) {
  const [rows, now] = await Promise.all([lockRows(tx, [ticketIds]), databaseTime(tx)]);
  return { stocks: new Map(rows.map((row) => [row.ticketId, row])), now };
}

/** Units that change hands, by listing. */
export type UnitMoves = ReadonlyMap<string, Units>;

/**
 * Moves units between held, sold and free, of stocks that this transaction has locked, and tells of each stock once.
 * Rejects with a check violation when a listing has not so many units.
 */
export async function saveUnits(
  tx: Tx,
  stocks: ReadonlyMap<string, Stock>,
  moves: UnitMoves,
  traces?: ReadonlyMap<string, Trace>,
): Promise<void> {
  const moved = [...moves].filter(([, { held, sold }]) => held !== 0 || sold !== 0);
  if (moved.length === 0) return;
  const after = moved.map(([ticketId, { held, sold }]) => {
    const before = stocks.get(ticketId)!;
    return { ...before, version: before.version + 1, held: before.held + held, sold: before.sold + sold };
  });
  await Promise.all([
    writeUnits(tx, [
      moved.map(([ticketId]) => ticketId),
      moved.map(([, { held }]) => held),
      moved.map(([, { sold }]) => sold),
    ]),
    announce(tx, after, traces),
  ]);
}

/** The stocks that these moves change, locked in turn. */
export async function lockStocksOf(tx: Tx, moves: UnitMoves): Promise<Map<string, Stock>> {
  const ids = [...moves].filter(([, { held, sold }]) => held !== 0 || sold !== 0).map(([ticketId]) => ticketId);
  if (ids.length === 0) return new Map();
  const [, { stocks }] = await Promise.all([waitForTurns(tx, ids), lockStocks(tx, ids)]);
  return stocks;
}

/** What is to become of the stock of a listing; one that is not there yet is made with so many units first. */
export interface StockChange {
  ticketId: string;
  capacity: number;
  change: (stock: Stock) => Stock;
  trace: Trace;
}

/** Follows what sellers and operators decide of the stocks of listings; each listing may come once. */
export async function changeStocks(tx: Tx, changes: StockChange[]): Promise<void> {
  const ids = changes.map(({ ticketId }) => ticketId);
  const [, { stocks: known }] = await Promise.all([waitForTurns(tx, ids), lockStocks(tx, ids)]);
  const added = changes.filter(({ ticketId }) => !known.has(ticketId)).map(toNew);
  const stocks = new Map([...known, ...added.map((stock) => [stock.ticketId, stock] as const)]);
  const changed = changes.flatMap(({ ticketId, change }) => {
    const before = stocks.get(ticketId)!;
    const wanted = change(before);
    return isSameOffer(wanted, before) ? [] : [{ ...wanted, version: before.version + 1 }];
  });
  const traces = new Map(changes.map(({ ticketId, trace }) => [ticketId, trace]));
  await Promise.all([
    insert(tx, added),
    changed.length > 0 &&
      writeOffers(tx, [
        changed.map(({ ticketId }) => ticketId),
        changed.map(({ capacity }) => capacity),
        changed.map(({ closed }) => closed),
        changed.map(({ sales }) => sales),
        changed.map(({ suspended }) => suspended),
      ]),
    announce(tx, [...added, ...changed], traces),
  ]);
}

const toNew = ({ ticketId, capacity }: StockChange): Stock => ({
  ticketId,
  version: 1,
  capacity,
  held: 0,
  sold: 0,
  closed: false,
  sales: 'open',
  suspended: false,
});

const announce = (tx: Tx, stocks: Stock[], traces?: ReadonlyMap<string, Trace>): Promise<void> =>
  addToOutbox(
    tx,
    ...stocks.map(({ version, ...data }) => ({
      definition: StockUpdated,
      aggregateId: data.ticketId,
      aggregateVersion: version,
      data,
      trace: traces?.get(data.ticketId),
    })),
  );
