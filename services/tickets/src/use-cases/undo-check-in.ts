import { AdmissionView, Id, UndoCheckIn } from '@frontrow/common/contracts';
import { databaseTime, type Queryable } from '@frontrow/common/database';
import { conflict, type HttpProblem, notFound, route } from '@frontrow/common/http';
import { z } from 'zod';
import { statusOf, undoCheckIn as undo } from '../admissions.ts';
import type { TicketsKit } from '../config.ts';
import { isConflictAt } from '../store/door-conflicts.ts';
import { findOrderOfScan, lockOrderAdmissions, saveUndoing } from '../store/order-admissions.ts';
import { atTheDoor } from './at-the-door.ts';

/** Takes a scan back, with a reason that stays on record. Asking again for the same scan changes nothing. */
export const undoCheckIn = ({ db }: TicketsKit) =>
  route({
    method: 'post',
    path: '/:id/check-ins/:scanId/undo',
    summary: 'Takes back a scan that let somebody in by mistake; the admission can be used again',
    session: 'required',
    params: z.object({ id: Id, scanId: Id }),
    body: UndoCheckIn,
    answers: { 200: UndoneView },
    problems: [403, 404, 409],
    async handle({ params, body, session, trace }) {
      const { id: ticketId } = await atTheDoor(db, params.id, session);
      const { scanId } = params;
      const found = await findOrderOfScan(db, ticketId, scanId);
      if (!found) throw await nothingToUndo(db, ticketId, scanId);
      const { orderId, admissionId } = found;

      return db.transaction(trace, async (tx) => {
        const set = await lockOrderAdmissions(tx, orderId);
        const at = (await databaseTime(tx)).toISOString();
        const outcome = undo(set, admissionId, scanId);
        if ('rejected' in outcome) throw conflict(outcome.rejected === 'revoked' ? revoked : anotherScan);
        const { change, admission } = outcome;
        if (change) {
          const { redeemedAt } = admission;
          const { reason } = body;
          const { userId } = session;
          await saveUndoing(tx, change, { scanId, ticketId, admissionId, redeemedAt: redeemedAt!, userId, reason, at });
        }
        const { number, ...now } = (change?.set ?? set).admissions.find(({ id }) => id === admissionId)!;
        return {
          status: 200,
          body: { id: admissionId, orderId, number, of: set.admissions.length, status: statusOf(now) },
        };
      });
    },
  });

/** A scan that is on record as a conflict used nothing, so there is nothing to take back. */
async function nothingToUndo(db: Queryable, ticketId: string, scanId: string): Promise<HttpProblem> {
  const isConflict = await isConflictAt(db, ticketId, scanId);
  return isConflict ? conflict(scanConflict) : notFound('scan at this door');
}

const UndoneView = AdmissionView.pick({ id: true, orderId: true, number: true, of: true, status: true });

const anotherScan = { message: 'this admission was used by another scan since', code: 'another_scan' };
const revoked = { message: 'this admission was revoked since', code: 'admission_revoked' };
const scanConflict = {
  message: 'this scan is noted as a conflict and used no admission: there is nothing to take back',
  code: 'scan_conflict',
};
