import { type Bus, newBus } from './bus.ts';
import { type Core, core } from './core.ts';
import type { Database } from './database.ts';
import { type Expiration, newExpiration } from './expiration.ts';
import { newOrders, type Orders, type Request } from './orders.ts';
import { newPayments, type Payments } from './payments.ts';
import type { Running } from './processes.ts';
import { aStripe, type StripeModel } from './stripe.ts';
import { newTickets, type Tickets } from './tickets.ts';
import { witness } from './watch.ts';

/** Mistakes that the shell of a service could make; the sound one makes none. */
export interface Flaws {
  ackFirst?: boolean;
  noInbox?: boolean;
  outboxApart?: boolean;
  noStockCheck?: boolean;
  processClock?: boolean;
  noSweeper?: boolean;
  freshKeys?: boolean;
  staleEventsWin?: boolean;
  unlockedDoor?: boolean;
  claimsIgnored?: boolean;
  lossesUnnoticed?: boolean;
  answerBeforeCommit?: boolean;
  memberForgotten?: boolean;
  unknownTriedAgain?: boolean;
  batchHalfDone?: boolean;
  suspendedKept?: boolean;
  paidWithdrawn?: boolean;
}

/** Something that a client was told with a 2xx. It has to be true from then on. */
export type Answer =
  | { told: 'placed' | 'released' | 'extended' | 'paid' | 'refund asked' | 'refunded'; orderId: string }
  | { told: 'let in'; orderId: string; admissionId: string; scanId: string };

/** The whole system in memory: its databases, broker, timers and Stripe, and what is under way. */
export interface World {
  /** The clock of the databases, in milliseconds. */
  now: number;
  core: Core;
  flaws: Flaws;
  bus: Bus;
  stripe: StripeModel;
  tickets: Tickets;
  orders: Orders;
  payments: Payments;
  expiration: Expiration;
  running: Running[];
  answers: Answer[];
  /** What clients have asked orders for. */
  requests: Request[];
  /** The order that came of each request, by its key. */
  made: Map<string, string>;
  /** Commits that did several things at once, and those in doubt: for `outcomes.ts`. */
  commits: { groups: number; batches: number; inDoubt: number };
  /** What operators have paid back past Stripe, by order, and the orders whose refund they had tried again. */
  paidByHand: Map<string, number>;
  retried: Set<string>;
  /** Attempts that took the place of one which waited for a bank. */
  replaced: Set<string>;
  /** Orders that have been complete, be it for a moment. */
  completed: Set<string>;
  /** Scans that were taken back, each as its admission and its id. */
  undone: Set<string>;
  /** Until when each order could be given back, in milliseconds. */
  refundableUntil: Map<string, number>;
  /** Broken promises that were seen the moment they broke. */
  broken: string[];
  databases(): Database[];
  newId(prefix: string): string;
  /** Adds a line to the story of this history, if anyone listens. */
  tell(line: () => string): void;
}

export interface Setting {
  core?: Core;
  flaws?: Flaws;
  story?: string[] | undefined;
}

const START = Date.UTC(2026, 10, 22);

export function newWorld({ core: given = core, flaws = {}, story }: Setting = {}): World {
  const ids = new Map<string, number>();
  const [tickets, orders, payments] = [newTickets(), newOrders(), newPayments()];
  const databases = [tickets.database, orders.database, payments.database];
  const world: World = {
    now: START,
    core: given,
    flaws,
    bus: newBus(),
    stripe: aStripe(witness(() => world)),
    tickets,
    orders,
    payments,
    expiration: newExpiration(),
    running: [],
    answers: [],
    requests: [],
    made: new Map(),
    commits: { groups: 0, batches: 0, inDoubt: 0 },
    paidByHand: new Map(),
    retried: new Set(),
    replaced: new Set(),
    completed: new Set(),
    undone: new Set(),
    refundableUntil: new Map(),
    broken: [],
    databases: () => databases,
    newId(prefix) {
      const number = (ids.get(prefix) ?? 0) + 1;
      ids.set(prefix, number);
      return `${prefix}${number}`;
    },
    tell: (line) => void story?.push(line()),
  };
  return world;
}
