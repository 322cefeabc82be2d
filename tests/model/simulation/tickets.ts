import {
  checkInFrom,
  type FrontrowEvent,
  type OrderState,
  type PaymentState,
  type SalesState,
  type StockState,
  type TicketChanges,
} from '@frontrow/common/contracts';
import type { Change as AdmissionChange, OrderAdmissions } from '../../../services/tickets/src/admissions.ts';
import type { Change, Rejection, Ticket } from '../../../services/tickets/src/ticket.ts';
import { type Database, newDatabase, type Table, type Tx, transaction } from './database.ts';
import type { Process } from './processes.ts';
import { watchAdmissions } from './watch.ts';
import type { World } from './world.ts';

/** The shell of the tickets service, its SQL replaced by maps. */
export interface Tickets {
  database: Database;
  tickets: Table<Ticket>;
  stock: Table<StockState & { version: number }>;
  /** The admissions of each order, and the newest version of its payment that was heeded. */
  sets: Table<OrderAdmissions>;
  paymentVersions: Table<number>;
}

export const newTickets = (): Tickets => ({
  database: newDatabase(),
  tickets: new Map(),
  stock: new Map(),
  sets: new Map(),
  paymentVersions: new Map(),
});

export const SELLER = 'seller';

export function* createTicket(world: World, quantity: number): Process {
  yield* transaction(world, world.tickets.database, (tx) => {
    const wish = {
      title: 'The Night Ferry',
      description: '',
      category: 'music' as const,
      venue: 'Harbour Stage',
      city: 'Lisbon',
      country: 'Portugal',
      startsAt: new Date(world.now + 40 * 3600_000).toISOString(),
      doorsAt: null,
      endsAt: null,
      salesEndAt: null,
      checkInAt: new Date(world.now).toISOString(),
      reentry: false,
      timeZone: 'Europe/Lisbon',
      price: 25,
      currency: 'EUR' as const,
      quantity,
      refundHours: 24,
    };
    const creation = { id: world.newId('listing-'), sellerId: SELLER, now: tx.now.toISOString() };
    const made = world.core.ticket.newTicket(wish, creation);
    if ('ticket' in made) keepTicket(world, tx, made);
  });
}

function keepTicket(world: World, tx: Tx, { ticket, event }: Change): void {
  const { version, ...data } = ticket;
  tx.put(world.tickets.tickets, ticket.id, ticket);
  tx.tell(event, ticket.id, version, data);
}

type DecideTicket = (ticket: Ticket, unsold: number, now: string) => Change | Rejection | null;

const changeListing = (world: World, id: string, decide: DecideTicket) =>
  transaction(world, world.tickets.database, (tx) => {
    const ticket = tx.get(world.tickets.tickets, id)!;
    const stock = tx.get(world.tickets.stock, id);
    const left = stock ? stock.capacity - stock.held - stock.sold : ticket.quantity;
    const unsold = ticket.status === 'cancelled' || stock?.closed ? 0 : left;
    const decision = decide(ticket, unsold, tx.now.toISOString());
    if (decision && 'ticket' in decision) keepTicket(world, tx, decision);
  });

export function* editTicket(world: World, id: string, wish: TicketChanges): Process {
  yield* changeListing(world, id, (ticket, unsold, now) =>
    world.core.ticket.changeTicket(ticket, wish, { by: SELLER, unsold, now }),
  );
}

export function* cancelTicket(world: World, id: string): Process {
  yield* changeListing(world, id, (ticket, _unsold, now) => world.core.ticket.callOff(ticket, { by: SELLER, now }));
}

export function* controlSales(world: World, id: string, sales: SalesState): Process {
  yield* changeListing(world, id, (ticket, _unsold, now) =>
    world.core.ticket.controlSales(ticket, sales, { by: SELLER, now }),
  );
}

/** Operators take a listing off sale, or put it back. */
export function* decideListing(world: World, id: string, suspended: boolean): Process {
  const { suspend, reinstate } = world.core.ticket;
  const ruling = { id: world.newId('decision-'), ground: 'law' as const, reason: 'a fake' };
  yield* changeListing(world, id, (ticket, _unsold, now) =>
    suspended ? suspend(ticket, ruling, now) : reinstate(ticket, 'it is real', now),
  );
}

const unknownSet = (orderId: string): OrderAdmissions => ({
  orderId,
  version: 0,
  state: 'none',
  order: null,
  captured: false,
  refusedVersion: 0,
  admissions: [],
});

function keepSet(world: World, tx: Tx, { set, event }: AdmissionChange): void {
  tx.put(world.tickets.sets, set.orderId, set);
  tx.tell(event, set.orderId, set.version, world.core.admissions.toState(set));
  tx.committed(() => watchAdmissions(world, set.orderId, event.type));
}

function settleAdmissions(
  world: World,
  tx: Tx,
  orderId: string,
  heed: (set: OrderAdmissions) => OrderAdmissions,
): void {
  const { sets } = world.tickets;
  const known = heed(tx.get(sets, orderId) ?? unknownSet(orderId));
  const change = world.core.admissions.settle(known, tx.now.toISOString(), () => ({
    id: world.newId('admission-'),
    shortCode: '',
  }));
  if (change) keepSet(world, tx, change);
  else tx.put(sets, orderId, known);
}

export function* checkIn(world: World, orderId: string, admissionId: string, scanId: string): Process {
  const seen = world.tickets.sets.get(orderId)!;
  const { checkInAt, startsAt, doorsAt, reentry } = world.tickets.tickets.get(seen.order!.ticketId)!;
  const from = checkInFrom({ checkInAt, startsAt, doorsAt });
  if (world.flaws.unlockedDoor) yield;
  const admitted = yield* transaction(world, world.tickets.database, (tx) => {
    const locked = tx.get(world.tickets.sets, orderId)!;
    const set = world.flaws.unlockedDoor ? { ...seen, version: locked.version } : locked;
    const at = tx.now.toISOString();
    const outcome = world.core.admissions.redeem(set, admissionId, { scanId, at, from, reentry });
    if ('rejected' in outcome) return false;
    if (outcome.change) keepSet(world, tx, outcome.change);
    return true;
  });
  if (admitted) world.answers.push({ told: 'let in', orderId, admissionId, scanId });
}

/** Somebody at the door takes a scan back: the last one, or one that they still see on their screen, or asked for before. */
export function* undoCheckIn(world: World, orderId: string, admissionId: string, scanId: string): Process {
  yield* transaction(world, world.tickets.database, (tx) => {
    const set = tx.get(world.tickets.sets, orderId)!;
    const outcome = world.core.admissions.undoCheckIn(set, admissionId, scanId);
    if ('rejected' in outcome || !outcome.change) return;
    keepSet(world, tx, outcome.change);
    tx.committed(() => world.undone.add(`${admissionId} ${scanId}`));
  });
}

export function ticketsReceives(world: World, event: FrontrowEvent, tx: Tx): void {
  const { type, data, aggregateVersion } = event;
  if (type.startsWith('order.')) {
    const state = data as OrderState;
    settleAdmissions(world, tx, state.id, (set) => world.core.admissions.heedOrder(set, state, aggregateVersion));
  } else if (type.startsWith('payment.')) {
    const { orderId, amountCaptured } = data as PaymentState;
    if (aggregateVersion <= (tx.get(world.tickets.paymentVersions, orderId) ?? 0)) return;
    tx.put(world.tickets.paymentVersions, orderId, aggregateVersion);
    settleAdmissions(world, tx, orderId, (set) => ({ ...set, captured: amountCaptured > 0 }));
  } else if (type === 'stock.updated') {
    const known = tx.get(world.tickets.stock, data.ticketId);
    if (known && known.version >= aggregateVersion) return;
    tx.put(world.tickets.stock, data.ticketId, { ...data, version: aggregateVersion });
  }
}
