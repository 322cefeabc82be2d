import {
  checkInFrom,
  type DoorConflictView,
  type DoorLeaseView,
  type OfflineCheckInResult,
  OfflineCheckIns,
  OfflineCheckInsView,
  SECURITY_TOPIC,
} from '@frontrow/common/contracts';
import { databaseTime, type Tx } from '@frontrow/common/database';
import { notFound, route } from '@frontrow/common/http';
import { redeem, type Scan } from '../admissions.ts';
import type { TicketsKit } from '../config.ts';
import { scanTime } from '../door.ts';
import type { AdmissionCodes } from '../security/admission-code.ts';
import { findConflict, type NewConflict, noteConflict } from '../store/door-conflicts.ts';
import { findLease } from '../store/door-leases.ts';
import { lockOrderAdmissions, saveChange } from '../store/order-admissions.ts';
import { atTheDoor } from './at-the-door.ts';
import { TicketParams } from './params.ts';
import { presented } from './presented.ts';

type OfflineScan = OfflineCheckIns['scans'][number];

/**
 * Takes the scans of a device that was without a connection. These people are in already, so each scan is either kept as
 * the one use of its admission, or as a conflict that people at the door get to see. Each has an id of its own: sent
 * again, it gets the same answer. One commit per scan, so that none waits for the lock of another.
 */
export const checkInOffline = ({ db, resources: { codes } }: TicketsKit) =>
  route({
    method: 'post',
    path: '/:id/checkIns',
    summary:
      'Takes scans that let people in without a connection; those that should not have been are noted as conflicts',
    session: 'required',
    limits: ['codes'],
    params: TicketParams,
    body: OfflineCheckIns,
    answers: { 200: OfflineCheckInsView },
    problems: [403, 404],
    async handle({ params, body, session, trace }) {
      const listing = await atTheDoor(db, params.id, session);
      const { id: ticketId, reentry } = listing;
      const door = { from: checkInFrom(listing), reentry };
      const lease = await findLease(db, ticketId, body.leaseId);
      if (!lease) throw notFound('lease');

      const results = new Map<string, OfflineCheckInResult>();
      // The first scan of a code is its use, and a later one of the same batch the conflict.
      for (const scan of body.scans.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
        results.set(scan.scanId, await db.transaction(trace, (tx) => take(tx, codes, lease, door, scan)));
      }
      return { status: 200, body: { results: body.scans.map(({ scanId }) => results.get(scanId)!) } };
    },
  });

async function take(
  tx: Tx,
  codes: AdmissionCodes,
  lease: DoorLeaseView,
  door: Pick<Scan, 'from' | 'reentry'>,
  { scanId, code, at }: OfflineScan,
): Promise<OfflineCheckInResult> {
  const known = await findConflict(tx, lease.ticketId, scanId);
  if (known) return conflicting(known);
  const now = (await databaseTime(tx)).toISOString();
  const scannedAt = scanTime(at, lease, now);
  const conflict = async (what: Pick<NewConflict, 'kind' | 'admissionId' | 'otherAt' | 'otherLeaseId'>) =>
    conflicting(await noteConflict(tx, { scanId, ticketId: lease.ticketId, leaseId: lease.id, scannedAt, ...what }));

  const found = await presented(tx, codes, lease.ticketId, code);
  if ('refused' in found) {
    const refused = { what: 'door_code_refused', outcome: 'refused', reason: found.refused } as const;
    tx.announce(SECURITY_TOPIC, { ...refused, object: `listing:${lease.ticketId}` });
    return conflict({ kind: 'unknown' });
  }
  const { admissionId, orderId } = found;
  const set = await lockOrderAdmissions(tx, orderId);
  const outcome = redeem(set, admissionId, { scanId, at: scannedAt, leaseId: lease.id, ...door });
  if ('rejected' in outcome) {
    const { rejected } = outcome;
    if (rejected === 'early' || rejected === 'undone') {
      return { scanId, outcome: rejected, admissionId, redeemedAt: null, conflict: null };
    }
    const { redeemedAt, revokedAt, leaseId } = outcome.admission;
    return rejected === 'used'
      ? conflict({ kind: 'used', admissionId, otherAt: redeemedAt, otherLeaseId: leaseId })
      : conflict({ kind: 'revoked', admissionId, otherAt: revokedAt });
  }
  if (outcome.change) await saveChange(tx, outcome.change);
  const { redeemedAt } = outcome.redeemed;
  return { scanId, outcome: 'accepted', admissionId, redeemedAt, conflict: null };
}

const conflicting = (conflict: DoorConflictView): OfflineCheckInResult => ({
  scanId: conflict.scanId,
  outcome: conflict.kind,
  admissionId: conflict.admissionId,
  redeemedAt: null,
  conflict,
});
