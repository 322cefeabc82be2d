import type { HeldDoorLeaseView, OfflineCheckInResult } from '@frontrow/common/contracts';
import { v7 as uuid } from 'uuid';
import { browserApi } from '@/lib/api/browser';
import type { ApiProblem, Result } from '@/lib/api/result';
import { nameBrowser } from '@/lib/browser-name';
import {
  deviceId,
  dropList,
  dropScan,
  findLease,
  type KeptLease,
  keepLease,
  markGuest,
  putGuests,
  waitingScans,
} from './store';

const BATCH = 50;
/** Changes are asked for from a little before the last reading: a commit may come in that began before it. */
const OVERLAP_MS = 5 * 60_000;
const PATIENCE_MS = 10_000;

/** Takes the guest list of a listing to this device, or renews the lease that it has. */
export async function takeList(ticketId: string, takeOver = false): Promise<Result<HeldDoorLeaseView>> {
  const body = { deviceId: await deviceId(uuid), deviceName: nameBrowser(navigator.userAgent), takeOver };
  const answer = await browserApi.tickets.takeDoorLease(ticketId, body);
  if (!answer.ok) {
    // Another device has it now: what this one knows grows old, and may no longer decide anything.
    if (answer.problem.status === 409) await dropList(ticketId);
    return answer;
  }
  const { now, keys, countsFrom, reentry, ...lease } = answer.data;
  const before = await findLease(ticketId);
  const same = before?.lease.id === lease.id;
  if (before && !same) await dropList(ticketId);
  const clockAheadMs = Date.parse(now) - Date.now();
  const listAt = same ? before.listAt : undefined;
  await keepLease({ ticketId, lease, keys, countsFrom, reentry, clockAheadMs, listAt });
  return answer;
}

/** Reads what is new on the guest list, or all of it the first time. Undefined when that went well. */
export async function readList(ticketId: string): Promise<ApiProblem | undefined> {
  const kept = await findLease(ticketId);
  if (!kept) return undefined;
  const changedSince = kept.listAt && new Date(Date.parse(kept.listAt) - OVERLAP_MS).toISOString();
  let listAt: string | undefined;
  for (let cursor: string | undefined; ; ) {
    const answer = await browserApi.tickets.doorList(ticketId, { leaseId: kept.lease.id, changedSince, cursor });
    if (!answer.ok) return answer.problem;
    await putGuests(ticketId, answer.data.admissions);
    // The first page's: what changes while the others are read is asked for again.
    listAt ??= answer.data.now;
    cursor = answer.next;
    if (!cursor) break;
  }
  await keepLease({ ...kept, listAt });
  return undefined;
}

/** Sends the scans that were made without a connection, as often as it takes. Undefined when none is left. */
export async function sendScans(ticketId: string): Promise<ApiProblem | undefined> {
  for (;;) {
    const waiting = await waitingScans(ticketId);
    const [first] = waiting;
    if (!first) return undefined;
    const batch = waiting.filter(({ leaseId }) => leaseId === first.leaseId).slice(0, BATCH);
    const answer = await browserApi.tickets.sendCheckIns(
      ticketId,
      { leaseId: first.leaseId, scans: batch.map(({ scanId, code, at }) => ({ scanId, code, at })) },
      PATIENCE_MS,
    );
    if (!answer.ok) return answer.problem;
    for (const result of answer.data.results) await settle(ticketId, result);
  }
}

/** The list hears of it before the scan is forgotten, so that in between the same code is not let in again. */
async function settle(
  ticketId: string,
  { scanId, outcome, admissionId, redeemedAt, conflict }: OfflineCheckInResult,
): Promise<void> {
  if (admissionId && outcome === 'revoked') {
    await markGuest(ticketId, admissionId, { status: 'revoked', redeemedAt: null });
  } else if (admissionId && outcome !== 'early' && outcome !== 'undone') {
    // By the other two nobody was let in: the list, which is read after this, tells how the admission stands.
    await markGuest(ticketId, admissionId, { status: 'redeemed', redeemedAt: redeemedAt ?? conflict?.otherAt ?? null });
  }
  await dropScan(scanId);
}

/** The database's time by this device's clock. */
export const nowOf = ({ clockAheadMs }: Pick<KeptLease, 'clockAheadMs'>): string =>
  new Date(Date.now() + clockAheadMs).toISOString();
