import { CheckIn, CheckInView, checkInFrom } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { badRequest, conflict, HttpProblem, route } from '@frontrow/common/http';
import { type Redemption, redeem } from '../admissions.ts';
import type { TicketsKit } from '../config.ts';
import { lockOrderAdmissions, saveChange } from '../store/order-admissions.ts';
import { atTheDoor } from './at-the-door.ts';
import { TicketParams } from './params.ts';
import { type Presented, presented } from './presented.ts';

/** Redeems an admission once. The scan's own id makes it repeatable, so no Idempotency-Key is needed. */
export const checkIn = ({ db, securityEvent, resources: { codes } }: TicketsKit) =>
  route({
    method: 'post',
    path: '/:id/check-ins',
    summary: 'Lets the bearer of a code in, once',
    session: 'required',
    limits: ['codes'],
    params: TicketParams,
    body: CheckIn,
    answers: { 200: CheckInView },
    problems: [403, 404, 409],
    async handle({ params, body, session, trace, request }) {
      const listing = await atTheDoor(db, params.id, session);
      const found = await presented(db, codes, listing.id, body.code);
      if ('refused' in found) {
        if (found.refused === 'not_ours' || found.refused === 'unknown') {
          const about = { account: session.userId, network: request.ip, object: `listing:${listing.id}` };
          securityEvent({ what: 'door_code_refused', outcome: 'refused', reason: found.refused, ...about });
        }
        throw notPresented(found);
      }
      const { admissionId, orderId, holder } = found;

      return db.transaction(trace, async (tx) => {
        const set = await lockOrderAdmissions(tx, orderId);
        const now = (await databaseTime(tx)).toISOString();
        const { scanId } = body;
        const outcome = redeem(set, admissionId, {
          scanId,
          at: now,
          from: checkInFrom(listing),
          reentry: listing.reentry,
        });
        const of = set.admissions.length;
        if ('rejected' in outcome) {
          if (outcome.rejected !== 'early') throw refused(outcome);
          const { number } = outcome.admission;
          const countsFrom = outcome.from.toISOString();
          return {
            status: 200,
            body: {
              admissionId,
              orderId,
              number,
              of,
              holder,
              redeemedAt: null,
              countsFrom,
              again: false,
              scanId: null,
            },
          };
        }
        if (outcome.change) await saveChange(tx, outcome.change);
        const { number, redeemedAt, scanId: usedBy } = outcome.redeemed;
        const { again } = outcome;
        return {
          status: 200,
          body: { admissionId, orderId, number, of, holder, redeemedAt, countsFrom: null, again, scanId: usedBy },
        };
      });
    },
  });

function notPresented({ refused }: Extract<Presented, { refused: string }>): HttpProblem {
  switch (refused) {
    case 'not_ours':
      return badRequest('code', 'is not an admission of ours', 'not_ours');
    case 'mistyped':
      return badRequest('code', 'has a sign too few, too many or mistyped', 'mistyped');
    case 'elsewhere':
      return conflict(elsewhere);
    case 'unknown':
      return new HttpProblem(404, unknown);
  }
}

function refused({ rejected, admission }: Exclude<Extract<Redemption, { rejected: string }>, { rejected: 'early' }>) {
  if (rejected === 'used') return conflict(used, { redeemedAt: admission.redeemedAt, scanId: admission.scanId });
  return conflict(rejected === 'revoked' ? revoked : undone);
}

const elsewhere = { message: 'this admission is for another event', code: 'admission_elsewhere' };
const unknown = { message: 'there is no such admission', code: 'admission_unknown' };
const used = { message: 'this admission was used already', code: 'admission_used' };
const revoked = {
  message: 'this admission was revoked: its order was refunded or its event cancelled',
  code: 'admission_revoked',
};
const undone = { message: 'this scan was taken back: scan again', code: 'scan_undone' };
