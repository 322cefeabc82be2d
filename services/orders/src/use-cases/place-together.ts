import type { HoldLimits, OrderView } from '@frontrow/common/contracts';
import {
  brokenConstraint,
  CommitUnknown,
  type Database,
  isUnavailable,
  type Trace,
  type Tx,
} from '@frontrow/common/database';
import {
  type Answer,
  claimKeys,
  type KeyClaim,
  keyOfClaim,
  readAnswers,
  releaseKeys,
  replay,
  type StoredAnswer,
  storeAnswers,
} from '@frontrow/common/http';
import type { Pause } from '../holding.ts';
import { isRejection, type Order } from '../order.ts';
import { type Ground, type Placement, type PlacingRules, place, type Refusal, soldOut } from '../place.ts';
import { available, type Units } from '../stock.ts';
import { findClosed } from '../store/closed-users.ts';
import { findListings } from '../store/listings.ts';
import { addOrders, findHolds } from '../store/orders.ts';
import { findHistories, notePlacedFrom } from '../store/placed-from.ts';
import { findStocks, lockStocks, saveUnits, tryForTurns, waitForTurns } from '../store/stock.ts';
import { toView } from '../store/views.ts';
import type { Outcome } from './placement-queue.ts';
import { refusal } from './refusal.ts';

/** A buyer's wish, with what belongs to its request. */
export interface PlacementRequest {
  userId: string;
  /** Names the network that it came from. */
  network: string;
  wish: Placement['wish'];
  trace: Trace;
  /** Its Idempotency-Key, if it came with one. */
  claim: KeyClaim | undefined;
}

/** The answer to a request; undefined when its listing is not known here. */
export type PlacementAnswer = Answer | undefined;

interface Terms extends PlacingRules {
  holdSeconds: number;
  holdLimits: HoldLimits | undefined;
  newOrderId: () => string;
}

/**
 * Reserves units for many as one commit, each with an answer of its own, in the order in which they came. When something
 * about one of them fails the commit, each is served alone, one after the other. Where the fate of the commit is unknown,
 * nobody is served again: an Idempotency-Key tells whoever asks.
 */
export async function placeTogether(
  db: Database,
  requests: readonly PlacementRequest[],
  terms: Terms,
): Promise<Outcome<PlacementAnswer>[]> {
  try {
    return await db.transaction(requests[0]!.trace, (tx) => placeAll(tx, requests, terms));
  } catch (error) {
    if (error instanceof CommitUnknown || isUnavailable(error)) return requests.map(() => ({ error }));
    if (requests.length === 1) {
      // By chance another order has its number. Its next id has another one.
      if (brokenConstraint(error) === 'orders_by_number') return placeTogether(db, requests, terms);
      return [await explain(db, requests[0]!, error)];
    }
    const outcomes: Outcome<PlacementAnswer>[] = [];
    for (const request of requests) outcomes.push(...(await placeTogether(db, [request], terms)));
    return outcomes;
  }
}

/** The table's own constraint has the last word on whether there are enough units. */
async function explain(db: Database, { wish }: PlacementRequest, error: unknown): Promise<Outcome<PlacementAnswer>> {
  if (brokenConstraint(error) !== 'stock_not_oversold') return { error };
  const stock = (await findStocks(db, [wish.ticketId])).get(wish.ticketId)!;
  return { error: refusal(soldOut(Math.min(available(stock), wish.quantity - 1))) };
}

/** The locks are taken by kind: keys, buyers, listings; those of one kind in the order of their names. */
async function placeAll(
  tx: Tx,
  requests: readonly PlacementRequest[],
  { holdSeconds, holdLimits, newOrderId, ...rules }: Terms,
): Promise<Outcome<PlacementAnswer>[]> {
  const claims = [...new Map(requests.flatMap(({ claim }) => (claim ? [[keyOfClaim(claim), claim]] : []))).values()];
  const buyers = [...new Set(requests.map(({ userId }) => userId))];
  const wanted = [...new Set(requests.map(({ wish }) => wish.ticketId))];
  const [claimed, , ticketIds] = await Promise.all([
    claimKeys(tx, claims),
    waitForTurns(tx, buyers),
    takeTurns(tx, wanted),
  ]);
  const [answers, listings, { stocks, now }, holds, closed, histories] = await Promise.all([
    readAnswers(
      tx,
      claims.filter((claim) => !claimed.has(keyOfClaim(claim))),
    ),
    findListings(tx, ticketIds),
    lockStocks(tx, ticketIds),
    findHolds(tx, buyers),
    findClosed(tx, buyers),
    holdLimits && findHistories(tx, requests.map(holderOf), holdLimits.seconds),
  ]);

  const group: Group = {
    ground: {
      listings,
      stocks: new Map(stocks),
      holds,
      closed,
      rules,
      limited: holdLimits && histories && { limits: holdLimits, histories },
      holdSeconds,
      now,
    },
    listings,
    turns: new Set(ticketIds),
    answers: new Map(answers),
    placed: [],
    newOrderId,
  };
  const outcomes = requests.map((request) => answer(request, group));
  const { placed } = group;

  const units = new Map<string, Units>();
  const traces = new Map<string, Trace>();
  for (const { order, request } of placed) {
    units.set(order.ticketId, { held: (units.get(order.ticketId)?.held ?? 0) + order.quantity, sold: 0 });
    if (!traces.has(order.ticketId)) traces.set(order.ticketId, request.trace);
  }
  const given = placed.flatMap(({ request: { claim }, view }) =>
    claim ? [{ claim, answer: { status: 201, body: view } }] : [],
  );
  const kept = new Set(given.map(({ claim }) => keyOfClaim(claim)));
  await Promise.all([
    saveUnits(tx, stocks, units, traces),
    addOrders(
      tx,
      placed.map(({ order, request: { trace } }) => ({ order, trace })),
    ),
    storeAnswers(tx, given),
    holdLimits &&
      notePlacedFrom(
        tx,
        placed.map(({ order, request }) => ({ ...holderOf(request), orderId: order.id, placedAt: order.createdAt })),
      ),
    // A replay must never meet a key without an answer.
    releaseKeys(
      tx,
      claims.filter((claim) => claimed.has(keyOfClaim(claim)) && !kept.has(keyOfClaim(claim))),
    ),
  ]);
  return outcomes;
}

/** Of several listings, those that nobody else is busy with, so that none waits for another; one alone is waited for. */
async function takeTurns(tx: Tx, ticketIds: string[]): Promise<string[]> {
  const free = ticketIds.length > 1 ? await tryForTurns(tx, ticketIds) : [];
  if (free.length > 0) return free;
  const first = ticketIds.slice(0, 1);
  await waitForTurns(tx, first);
  return first;
}

/** A group as it is being served. */
interface Group {
  ground: Ground;
  listings: Awaited<ReturnType<typeof findListings>>;
  /** The listings whose turn the group has. */
  turns: Set<string>;
  /** The answers under keys, those given in this group among them. */
  answers: Map<string, StoredAnswer>;
  placed: { order: Order; view: OrderView; request: PlacementRequest }[];
  newOrderId: () => string;
}

/** Serves one request of a group: those before it have been. */
function answer(
  request: PlacementRequest,
  { ground, listings, turns, answers, placed, newOrderId }: Group,
): Outcome<PlacementAnswer> {
  const { userId, network, wish, claim } = request;
  const before = claim && answers.get(keyOfClaim(claim));
  try {
    if (before) return { answer: replay(claim, before) };
  } catch (error) {
    return { error };
  }
  if (!turns.has(wish.ticketId)) return 'again';
  const listing = listings.get(wish.ticketId);
  if (!listing || !ground.stocks.has(wish.ticketId)) return { answer: undefined };
  const decision = place({ orderId: newOrderId(), userId, network, wish }, ground);
  if (isRefusal(decision)) return { error: refusal(decision) };
  const view = toView(decision, listing, ground.now);
  placed.push({ order: decision, view, request });
  if (claim) answers.set(keyOfClaim(claim), { status: 201, body: view, bodyHash: claim.bodyHash });
  return { answer: { status: 201, body: view } };
}

const isRefusal = (decision: Order | Refusal | Pause): decision is Refusal | Pause => isRejection(decision);

const holderOf = ({ wish: { ticketId }, userId, network }: PlacementRequest) => ({ ticketId, userId, network });
