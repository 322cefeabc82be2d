import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type Stripe from 'stripe';
import type { HeldIntent } from '../core/effects.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { HeldMethod, HeldToken } from '../core/payment-methods.ts';
import type { HeldRefund } from '../core/refunds.ts';
import type { Fault } from '../faults.ts';
import type { Delivery } from '../webhooks/deliveries.ts';
import { readJournal, rewriteJournal } from './journal.ts';
import { lockFolder } from './lock.ts';

/** The answer that an idempotency key stands for. */
export interface StoredReply {
  fingerprint: string;
  status: number;
  body: unknown;
  createdAt: number;
}

export interface Tables {
  intents: HeldIntent;
  charges: Stripe.Charge;
  disputes: Stripe.Dispute;
  refunds: HeldRefund;
  methods: HeldMethod;
  tokens: HeldToken;
  events: Stripe.Event;
  /** Which intent a 3-D Secure challenge belongs to, and where its buyer goes afterwards. */
  challenges: { intent: string; returnUrl: string | null };
  ledger: LedgerEntry;
  replies: StoredReply;
  deliveries: Delivery;
  faults: Fault;
}

/** A row to save, or null to delete it. Rows are never changed in place, so that events can share them. */
type Write = { [T in keyof Tables]: [table: T, id: string, row: Tables[T] | null] }[keyof Tables];

export type Put = <T extends keyof Tables>(table: T, id: string, row: Tables[T] | null) => void;

export interface Store {
  get: <T extends keyof Tables>(table: T, id: string) => Tables[T] | undefined;
  ids: (table: keyof Tables) => string[];
  /** In the order in which the rows were first saved. */
  all: <T extends keyof Tables>(table: T) => Tables[T][];
  /**
   * Runs `work` at once; what it puts shows at once, all or (when it throws) nothing. Resolves when that is on the disk.
   * `work` waits for nothing, so that no one else comes in between.
   */
  transact: <R>(work: (put: Put) => R) => Promise<R>;
  size: (table: keyof Tables) => number;
  /** Whether the webhook endpoint is told of events of this type. */
  isEnabled: (type: string) => boolean;
  /** Calls `listener` whenever new rows have reached the disk. */
  onDurable: (listener: () => void) => void;
  /** Resolves when everything that can be read now is on the disk. */
  flushed: () => Promise<void>;
  close: () => Promise<void>;
}

type Maps = { [T in keyof Tables]: Map<string, Tables[T]> };

const DAY = 24 * 60 * 60 * 1000;

/** Opens the books in a folder. Events of the given types go out, or all of them. */
export async function openStore(folder: string, webhookEvents?: string[]): Promise<Store> {
  await mkdir(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  const file = join(folder, 'journal.jsonl');
  const maps = emptyMaps();
  for (const writes of await readJournal(file)) for (const write of writes as Write[]) apply(maps, write);
  forget(maps, Date.now());
  const journal = await rewriteJournal(file, snapshot(maps));
  const listeners: (() => void)[] = [];

  return {
    get: (table, id) => maps[table].get(id),
    ids: (table) => [...maps[table].keys()],
    all: (table) => [...maps[table].values()],
    size: (table) => maps[table].size,
    isEnabled: (type) => webhookEvents?.includes(type) ?? true,
    transact: async (work) => {
      const writes: [string, string, unknown][] = [];
      const undo: (() => void)[] = [];
      try {
        const result = work((table, id, row) => {
          const before = maps[table].get(id) ?? null;
          undo.unshift(() => apply(maps, [table, id, before]));
          apply(maps, [table, id, row]);
          writes.push([table, id, row]);
        });
        if (writes.length > 0) {
          await journal.append(writes);
          for (const listener of listeners) listener();
        }
        return result;
      } catch (error) {
        for (const step of undo) step();
        throw error;
      }
    },
    onDurable: (listener) => listeners.push(listener),
    flushed: journal.flushed,
    close: async () => {
      await journal.close();
      await unlock();
    },
  };
}

function emptyMaps(): Maps {
  return {
    intents: new Map(),
    charges: new Map(),
    disputes: new Map(),
    refunds: new Map(),
    methods: new Map(),
    tokens: new Map(),
    events: new Map(),
    challenges: new Map(),
    ledger: new Map(),
    replies: new Map(),
    deliveries: new Map(),
    faults: new Map(),
  };
}

function apply<T extends keyof Tables>(maps: Maps, [table, id, row]: [T, string, Tables[T] | null]): void {
  if (row === null) maps[table].delete(id);
  else maps[table].set(id, row);
}

/** Like Stripe, keeps the answers of idempotency keys for a day and events for thirty. */
function forget(maps: Maps, now: number): void {
  for (const [key, { createdAt }] of maps.replies) if (createdAt < now - DAY) maps.replies.delete(key);
  const wanted = new Set([...maps.deliveries.values()].map(({ event }) => event));
  for (const [id, { created }] of maps.events) {
    if (created * 1000 < now - 30 * DAY && !wanted.has(id)) maps.events.delete(id);
  }
}

function* snapshot(maps: Maps): Iterable<[string, string, unknown][]> {
  for (const [table, rows] of Object.entries(maps)) for (const [id, row] of rows) yield [[table, id, row]];
}
