import type { DoorLeaseView, DoorListEntry } from '@frontrow/common/contracts';
import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB, type StoreNames } from 'idb';
import type { CodeKey } from './verify';

/** The lease of a listing's guest list that this device has, and how far its list has come. */
export interface KeptLease {
  ticketId: string;
  lease: DoorLeaseView;
  keys: CodeKey[];
  /** Scans count from then on; null: always. A list that was kept before there was such a time has none. */
  countsFrom?: string | null;
  /** Whether whoever was let in may come in again. */
  reentry?: boolean;
  /** What the database's clock is ahead of this device's, in milliseconds. */
  clockAheadMs: number;
  /** Until when the list is complete; undefined while it was never read to its end. */
  listAt: string | undefined;
}

/** Someone who was let in without a connection, until that is sent. */
export interface OfflineScan {
  scanId: string;
  ticketId: string;
  leaseId: string;
  admissionId: string;
  code: string;
  at: string;
}

type Guest = DoorListEntry & { ticketId: string };

interface Schema extends DBSchema {
  device: { key: string; value: { key: 'device'; id: string } };
  leases: { key: string; value: KeptLease };
  guests: { key: string; value: Guest; indexes: { ticketId: string; tag: [string, string] } };
  scans: { key: string; value: OfflineScan; indexes: { ticketId: string; admissionId: string } };
}

const NAME = 'frontrow-door';
let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** What the door keeps in this browser. It outlives the page, so nothing that was scanned is lost with a closed tab. */
function open(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>(NAME, 2, {
    upgrade(db, from, _to, transaction) {
      if (from > 0) return addTags(transaction.objectStore('guests'));
      db.createObjectStore('device', { keyPath: 'key' });
      db.createObjectStore('leases', { keyPath: 'ticketId' });
      const guests = db.createObjectStore('guests', { keyPath: 'id' });
      guests.createIndex('ticketId', 'ticketId');
      addTags(guests);
      const scans = db.createObjectStore('scans', { keyPath: 'scanId' });
      scans.createIndex('ticketId', 'ticketId');
      scans.createIndex('admissionId', 'admissionId');
    },
  });
  return opened;
}

type GuestStore = IDBPObjectStore<Schema, StoreNames<Schema>[], 'guests', 'versionchange'>;

const addTags = (guests: GuestStore) => void guests.createIndex('tag', ['ticketId', 'tag']);

/** The id of this browser, made when it is first asked for. */
export async function deviceId(newId: () => string): Promise<string> {
  const transaction = (await open()).transaction('device', 'readwrite');
  const known = await transaction.store.get('device');
  const id = known?.id ?? newId();
  if (!known) await transaction.store.put({ key: 'device', id });
  await transaction.done;
  return id;
}

export const findLease = async (ticketId: string) => (await open()).get('leases', ticketId);
export const keepLease = async (lease: KeptLease) => void (await (await open()).put('leases', lease));

/** Forgets the guest list of a listing, but no scan that waits to be sent. */
export async function dropList(ticketId: string): Promise<void> {
  const transaction = (await open()).transaction(['leases', 'guests'], 'readwrite');
  await transaction.objectStore('leases').delete(ticketId);
  for (const key of await transaction.objectStore('guests').index('ticketId').getAllKeys(ticketId)) {
    transaction.objectStore('guests').delete(key);
  }
  await transaction.done;
}

export async function putGuests(ticketId: string, entries: DoorListEntry[]): Promise<void> {
  const transaction = (await open()).transaction('guests', 'readwrite');
  for (const entry of entries) transaction.store.put({ ...entry, ticketId });
  await transaction.done;
}

export const findGuest = async (admissionId: string): Promise<Guest | undefined> =>
  (await open()).get('guests', admissionId);

/** The guests of a listing whose short code has this tag: one, as good as always. */
export const findGuestsByTag = async (ticketId: string, tag: string): Promise<Guest[]> =>
  (await open()).getAllFromIndex('guests', 'tag', [ticketId, tag]);

/**
 * Notes on the list what became of an admission. Of one that is newer than the list it is not known yet which of how many
 * it is; that is read with the list.
 */
export async function markGuest(
  ticketId: string,
  admissionId: string,
  change: Pick<DoorListEntry, 'status' | 'redeemedAt'>,
): Promise<void> {
  const transaction = (await open()).transaction('guests', 'readwrite');
  const guest = await transaction.store.get(admissionId);
  await transaction.store.put({
    id: admissionId,
    ticketId,
    number: 0,
    of: 0,
    holder: null,
    tag: '',
    ...guest,
    ...change,
  });
  await transaction.done;
}

/** How many of a listing's guests the list has, and how many of them are in. */
export async function countGuests(ticketId: string): Promise<{ issued: number; redeemed: number }> {
  const guests = await (await open()).getAllFromIndex('guests', 'ticketId', ticketId);
  const good = guests.filter(({ status }) => status !== 'revoked');
  return { issued: good.length, redeemed: good.filter(({ redeemedAt }) => redeemedAt).length };
}

/** Keeps a scan unless the same admission waits already; false then. One transaction, so two tabs cannot both do it. */
export async function keepScan(scan: OfflineScan): Promise<boolean> {
  const transaction = (await open()).transaction('scans', 'readwrite');
  const waiting = await transaction.store.index('admissionId').get(scan.admissionId);
  if (!waiting) await transaction.store.put(scan);
  await transaction.done;
  return !waiting;
}

export const waitingScans = async (ticketId: string): Promise<OfflineScan[]> =>
  (await open()).getAllFromIndex('scans', 'ticketId', ticketId);
export const waitingScanOf = async (admissionId: string): Promise<OfflineScan | undefined> =>
  (await open()).getFromIndex('scans', 'admissionId', admissionId);
export const countAllScans = async (): Promise<number> => (await open()).count('scans');
export const dropScan = async (scanId: string): Promise<void> => (await open()).delete('scans', scanId);

/** Forgets all guest lists of this browser, but no scan that waits to be sent. */
export async function dropAllLists(): Promise<void> {
  const transaction = (await open()).transaction(['leases', 'guests'], 'readwrite');
  await Promise.all([transaction.objectStore('leases').clear(), transaction.objectStore('guests').clear()]);
  await transaction.done;
}
