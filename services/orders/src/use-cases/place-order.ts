import { holdLimits, inCluster, NewOrder, OrderView } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { arrived, claimOf, route } from '@frontrow/common/http';
import { keyOf, networkOf } from '@frontrow/common/security';
import type { OrdersKit } from '../config.ts';
import { openChallenges } from '../security/challenges.ts';
import { findListing } from '../store/listings.ts';
import { type PlacementAnswer, type PlacementRequest, placeTogether } from './place-together.ts';
import { openPlacementQueue } from './placement-queue.ts';

/** Groups that are served at a time: one commits while another reads. */
const GROUPS = 3;
/** Requests that are one commit at most: some milliseconds of work. */
const GROUP_SIZE = 256;

/** Reserves units: takes them from the stock and inserts the order, or does neither. Who comes at once shares a commit. */
export const placeOrder = ({ db, config }: OrdersKit) => {
  const terms = {
    holdsPerListing: config.HOLDS_PER_LISTING,
    holdsInAll: config.HOLDS_IN_ALL,
    holdSeconds: config.HOLD_SECONDS,
    holdLimits: holdLimits[config.LIMITS],
    newOrderId: () => inCluster(newId(), config.CLUSTER),
  };
  const placed = openPlacementQueue<PlacementRequest, PlacementAnswer>({
    serve: (requests) => placeTogether(db, requests, terms),
    listingOf: ({ wish }) => wish.ticketId,
    groups: GROUPS,
    groupSize: GROUP_SIZE,
    mostWaiting: config.MOST_WAITING,
    patienceMs: config.WAITING_SECONDS * 1000,
  });

  const challenges = openChallenges(config.CHALLENGE, { pool: db.pool, secret: config.SECURITY_LOG_SECRET });

  return route({
    method: 'post',
    path: '/',
    summary: 'Reserves units of a listing for a limited time',
    session: 'required',
    limits: ['reservations'],
    body: NewOrder,
    answers: { 201: OrderView },
    problems: [404, 409, 428, 503],
    async handle(call) {
      const { body: wish, session, trace } = call;
      const network = keyOf(networkOf(call.request.ip!));
      const request = { userId: session.userId, network, wish, trace, claim: claimOf(call) };
      await challenges.pass(call.request.get('challenge-token'), { account: session.userId, listing: wish.ticketId });
      for (;;) {
        const answer = await placed(request).catch((error) => {
          challenges.noteRefusal(error, wish.ticketId);
          throw error;
        });
        if (answer) return answer;
        await arrived('ticket', wish.ticketId, () => findListing(db, wish.ticketId));
      }
    },
  });
};
