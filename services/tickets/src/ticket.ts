import {
  type Decision,
  type EditView,
  type EventDefinition,
  isSuspension,
  type Move,
  type NewTicket,
  overProblem,
  type Poster,
  priceProblem,
  type Refusal,
  type SalesState,
  scheduleProblems,
  TicketCancelled,
  type TicketChanges,
  TicketCreated,
  type TicketState,
  TicketUpdated,
  toMinor,
} from '@frontrow/common/contracts';

/** A listing: what its seller says of it, and how often that has changed. */
export type Ticket = TicketState & { version: number };

/** The listing after a command, and the event that tells of it. */
export interface Change {
  ticket: Ticket;
  event: EventDefinition<string, typeof TicketUpdated.data>;
}

/** A command that the rules of listings do not allow, and why: in words, and by a name that stays what it is. */
export type Rejection =
  | (Omit<Refusal, 'field'> & { rejected: 'not_yours' | 'cancelled' | 'nothing_left' | 'ended' })
  /** What was asked for is wrong in itself, at these fields. */
  | { rejected: 'invalid'; problems: Refusal[] };

interface Creation {
  id: string;
  sellerId: string;
  now: string;
}

/** Puts a listing on sale; its price, and its times among each other, were checked with the request. */
export function newTicket({ price, ...wish }: NewTicket, { id, sellerId, now }: Creation): Change | Rejection {
  const over = overProblem(wish, new Date(now));
  if (over) return { rejected: 'invalid', problems: [over] };
  const ticket: Ticket = {
    ...wish,
    id,
    sellerId,
    price: toMinor(price, wish.currency)!,
    status: 'on_sale',
    sales: 'open',
    suspended: false,
    sellerSuspended: false,
    decision: null,
    poster: null,
    moves: [],
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  return { ticket, event: TicketCreated };
}

interface Edit {
  by: string;
  /** Units that nobody has. */
  unsold: number;
  now: string;
}

/** Changes what the seller names; null when that is what it says already. */
export function changeTicket(
  ticket: Ticket,
  wish: TicketChanges,
  { by, unsold, now }: Edit,
): Change | Rejection | null {
  if (ticket.sellerId !== by) return notYours;
  if (ticket.status === 'cancelled') return isCancelled;
  const { price, ...rest } = wish;
  const problem = price !== undefined && priceProblem(price, ticket.currency);
  const problems = [...(problem ? [{ ...problem, field: 'price' }] : []), ...timesProblems(ticket, rest, now)];
  if (problems.length > 0) return { rejected: 'invalid', problems };

  const wanted = { ...rest, ...(price !== undefined && { price: toMinor(price, ticket.currency)! }) };
  const changes = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => value !== undefined && value !== ticket[field as keyof Ticket]),
  ) as Partial<Ticket>;
  if (Object.keys(changes).length === 0) return null;
  if (unsold === 0 && (changes.price !== undefined || changes.title !== undefined)) return nothingLeft(ticket);
  return changed(ticket, { ...changes, ...movedBy(ticket, changes) }, TicketUpdated, now);
}

/** What is wrong with the times as they would be. That an event is over bars no change but one of its times. */
function timesProblems(ticket: Ticket, { startsAt, endsAt, ...rest }: TicketChanges, now: string): Refusal[] {
  const wanted = Object.fromEntries(
    Object.entries({ startsAt, endsAt, ...rest }).filter(([, value]) => value !== undefined),
  );
  const next: Ticket = { ...ticket, ...wanted };
  const isAnother = next.startsAt !== ticket.startsAt || next.endsAt !== ticket.endsAt;
  const over = isAnother ? overProblem(next, new Date(now)) : undefined;
  const problems = scheduleProblems(next);
  return over && !problems.some(({ field }) => field === over.field) ? [...problems, over] : problems;
}

/** A listing keeps so many moves; of more, the oldest two become one that grants what either did. */
const MOST_MOVES = 20;

/** Another date or place gives whoever ordered before a right to a refund until the new start. */
function movedBy(ticket: Ticket, changes: Partial<Ticket>): Pick<Ticket, 'moves'> | null {
  const isMove = (['startsAt', 'venue', 'city', 'country'] as const).some((field) => changes[field] !== undefined);
  if (!isMove) return null;
  const { startsAt = ticket.startsAt } = changes;
  return { moves: addMove(ticket.moves, { version: ticket.version + 1, until: startsAt }) };
}

/** Moves that hold out no longer than the new one say nothing any more: it is for everyone that they were for. */
export function addMove(moves: readonly Move[], added: Move): Move[] {
  const lasting = moves.filter(({ until }) => holdsOutLonger(until, added.until));
  const all = [...lasting, added];
  if (all.length <= MOST_MOVES) return all;
  const [first, second, ...rest] = all as [Move, Move, ...Move[]];
  return [{ version: second.version, until: first.until }, ...rest];
}

const holdsOutLonger = (one: string | null, other: string | null): boolean =>
  other !== null && (one === null || one > other);

/**
 * Shows another poster, or the drawn one again; null when that is what is shown already. It takes nothing away from who
 * has bought, so it is possible also while nothing is left to sell. From a cancelled event a poster can only be removed.
 */
export function changePoster(
  ticket: Ticket,
  poster: Poster | null,
  { by, now }: Omit<Edit, 'unsold'>,
): Change | Rejection | null {
  const problem = posterProblem(ticket, poster !== null, by);
  if (problem) return problem;
  if (ticket.poster?.hash === poster?.hash) return null;
  return changed(ticket, { poster }, TicketUpdated, now);
}

/** Why someone may not give a listing another poster, or take it away; looked at before the work of reading an image. */
export function posterProblem(
  { sellerId, status }: Pick<Ticket, 'sellerId' | 'status'>,
  isNew: boolean,
  by: string,
): Rejection | null {
  if (sellerId !== by) return notYours;
  return isNew && status === 'cancelled' ? isCancelled : null;
}

/** Calls the event off; null when it was already. */
export function callOff(ticket: Ticket, { by, now }: Omit<Edit, 'unsold'>): Change | Rejection | null {
  if (ticket.sellerId !== by) return notYours;
  if (ticket.status === 'cancelled') return null;
  return changed(ticket, { status: 'cancelled' }, TicketCancelled, now);
}

/** What an operator says of a decision. */
export type Ruling = Pick<Decision, 'id' | 'ground' | 'reason'>;

/** Calls the event off by a decision of operators; null when it was already. */
export function callOffByOperator(ticket: Ticket, ruling: Ruling, now: string): Change | null {
  if (ticket.status === 'cancelled') return null;
  const decision = { ...ruling, what: 'cancelled' as const, at: now, lifted: null };
  return changed(ticket, { status: 'cancelled', decision }, TicketCancelled, now);
}

/** Takes a listing off sale by a decision of operators, whatever its seller wants; null while one stands. */
export function suspend(ticket: Ticket, ruling: Ruling, now: string): Change | Rejection | null {
  if (ticket.status === 'cancelled') return isCancelled;
  if (isSuspension(ticket.decision)) return null;
  const decision = { ...ruling, what: 'suspended' as const, at: now, lifted: null };
  return changed(ticket, { decision }, TicketUpdated, now);
}

/** Lifts that decision, so that the listing is as its seller wants it again; null when none stands. */
export function reinstate(ticket: Ticket, reason: string, now: string): Change | null {
  if (!isSuspension(ticket.decision)) return null;
  return changed(ticket, { decision: { ...ticket.decision!, lifted: { at: now, reason } } }, TicketUpdated, now);
}

/** Goes off sale with its seller's account, or comes back with it; null when it has already. */
export function followSeller(ticket: Ticket, isSuspended: boolean, now: string): Change | null {
  if (ticket.status === 'cancelled' || ticket.sellerSuspended === isSuspended) return null;
  return changed(ticket, { sellerSuspended: isSuspended }, TicketUpdated, now);
}

/**
 * Ends the sale of a listing whose seller is gone: it is called off while nobody has units of it (`taken`), otherwise its
 * sales end and its event stands. Null when there is nothing to do.
 */
export function closeSale(ticket: Ticket, { taken, now }: { taken: number; now: string }): Change | null {
  if (ticket.status === 'cancelled') return null;
  if (taken === 0) return changed(ticket, { status: 'cancelled' }, TicketCancelled, now);
  return ticket.sales === 'ended' ? null : changed(ticket, { sales: 'ended' }, TicketUpdated, now);
}

/** Pauses, resumes or ends sales; null when they are so already. What has ended is not paused: it is resumed, or stays. */
export function controlSales(
  ticket: Ticket,
  sales: SalesState,
  { by, now }: Omit<Edit, 'unsold'>,
): Change | Rejection | null {
  if (ticket.sellerId !== by) return notYours;
  if (ticket.status === 'cancelled') return isCancelled;
  if (ticket.sales === sales) return null;
  if (ticket.sales === 'ended' && sales === 'paused') return endedAlready;
  return changed(ticket, { sales }, TicketUpdated, now);
}

function changed(ticket: Ticket, changes: Partial<Ticket>, event: Change['event'], now: string): Change {
  const after = { ...ticket, ...changes, updatedAt: now, version: ticket.version + 1 };
  return { ticket: { ...after, suspended: after.sellerSuspended || isSuspension(after.decision) }, event };
}

/** What is shown of an edit once units are taken. */
const told = ['title', 'description', 'venue', 'city', 'country', 'startsAt', 'doorsAt', 'endsAt', 'timeZone'] as const;

/** What an edit changed of what buyers were told; undefined when that is nothing. */
export function editOf(before: Ticket, after: Ticket): Pick<EditView, 'before' | 'after'> | undefined {
  const different = told.filter((field) => before[field] !== after[field]);
  if (different.length === 0) return undefined;
  const only = (ticket: Ticket) => Object.fromEntries(different.map((field) => [field, ticket[field]]));
  return { before: only(before), after: only(after) };
}

const notYours: Rejection = { rejected: 'not_yours', code: 'not_yours', message: 'only its seller may do this' };

const isCancelled: Rejection = {
  rejected: 'cancelled',
  code: 'event_cancelled',
  message: 'this event was cancelled',
};

const endedAlready: Rejection = {
  rejected: 'ended',
  code: 'sales_ended_already',
  message: 'sales have ended already',
};

const nothingLeft = ({ quantity }: Ticket): Rejection => ({
  rejected: 'nothing_left',
  ...(quantity === 1
    ? {
        code: 'one_taken',
        message: 'this ticket is reserved or sold, so its title and price stay as they are',
      }
    : {
        code: 'nothing_left',
        message: 'nothing of this listing is left to sell, so its title and price stay as they are',
      }),
});
