import type { Answered } from '../answers.ts';
import { type Book, type Finding, groupBy, type Invariant, isUnpaid } from '../book.ts';
import { micros } from '../instant.ts';
import type { OutboxRow } from '../read/rows.ts';

/** Every 2xx that a client got is still true. */
export const answers: Invariant = {
  name: '8: every 2xx is still true',
  check: (book) => {
    const promises = promisesIn(book);
    return [
      ...book.answers.flatMap((answer): Finding[] => {
        const broken = promises[answer.kind](answer);
        return broken ? [{ what: `answered ${answer.kind} at ${answer.at}, but ${broken}`, ids: [answer.id] }] : [];
      }),
      ...repeated(book.answers),
      ...usedBoth(book.answers),
      ...stored(book),
      ...requestedOnce(book),
    ];
  },
};

type Promises = Record<Answered['kind'], (answer: Answered) => string | undefined>;

/** Why an answer of each kind is not true any more; undefined while it is. */
function promisesIn(book: Book): Promises {
  const users = new Map(book.users.map((user) => [user.id, user]));
  const tickets = new Map(book.tickets.map((ticket) => [ticket.id, ticket]));
  const admissions = new Map(book.admissions.map((admission) => [admission.id, admission]));
  const mayBeUndone = new Set(book.answers.filter(({ kind }) => kind === 'undo-asked').map(({ scanId }) => scanId));
  const happened = (orderId: string, type: string) =>
    book
      .history(
        type.startsWith('payment') ? 'payment' : 'order',
        type.startsWith('payment') ? (book.paymentByOrder.get(orderId)?.id ?? '') : orderId,
      )
      .some((event) => event.type === type);

  const hasAddress = ({ id, email }: Answered) => {
    const user = users.get(id);
    if (!user) return 'there is no such user';
    return email === undefined || email === user.email ? undefined : `the address is ${user.email}`;
  };

  return {
    'signed-up': hasAddress,
    'address-changed': hasAddress,
    'password-reset': ({ id }) => (users.has(id) ? undefined : 'there is no such user'),
    listed: ({ id }) => (tickets.has(id) ? undefined : 'there is no such listing'),
    edited({ id, quantity, price }) {
      const isSo = ({ envelope: { data } }: OutboxRow) =>
        (quantity === undefined || data.quantity === quantity) && (price === undefined || data.price === price);
      return book.history('ticket', id).some(isSo) ? undefined : 'no event of the listing tells it';
    },
    'called-off': ({ id }) => (tickets.get(id)?.status === 'cancelled' ? undefined : 'the event was not cancelled'),
    placed({ id, ticketId, quantity }) {
      const order = book.orderById.get(id);
      if (!order) return 'there is no such order';
      if (ticketId !== undefined && ticketId !== order.ticket_id) return `it is of listing ${order.ticket_id}`;
      return quantity === undefined || quantity === order.quantity ? undefined : `it is of ${order.quantity} units`;
    },
    extended: ({ id }) => (book.orderById.get(id)?.extended ? undefined : 'the order was not extended'),
    paid: ({ id }) => (happened(id, 'payment.authorized') ? undefined : 'no card was ever good for it'),
    released({ id }) {
      const order = book.orderById.get(id);
      return order?.status === 'cancelled' ? undefined : `the order is ${order?.status ?? 'unknown'}`;
    },
    'refund-asked'({ id }) {
      const order = book.orderById.get(id);
      if (!happened(id, 'order.refund_requested')) return 'nobody was told of the wish';
      return !order || isUnpaid(order.status) ? `the order is ${order?.status ?? 'unknown'}` : undefined;
    },
    shown: ({ id, to }) => (book.orderById.get(id)?.user_id === to ? undefined : 'it is the order of somebody else'),
    admitted({ id, scanId }) {
      const admission = admissions.get(id);
      if (scanId !== undefined && mayBeUndone.has(scanId)) return undefined;
      if (!admission?.redeemed_at) return 'the admission was not used';
      return scanId === undefined || scanId === admission.scan_id ? undefined : 'another scan used the admission';
    },
    'undo-asked': () => undefined,
    undone({ id, scanId }) {
      const admission = admissions.get(id);
      if (!admission) return 'there is no such admission';
      return admission.scan_id === scanId ? 'it is used by that scan' : undefined;
    },
  };
}

/** Answers to one Idempotency-Key are about one thing. */
const repeated = (answers: Answered[]): Finding[] =>
  [
    ...groupBy(
      answers.filter(({ key }) => key !== undefined),
      ({ kind, key }) => `${kind} ${key}`,
    ).values(),
  ].flatMap((same) => {
    const ids = [...new Set(same.map(({ id }) => id))];
    return ids.length > 1
      ? [{ what: `the key ${same[0]!.key} was answered ${ids.length} times differently`, ids }]
      : [];
  });

/** Of the mails for a new address and for a new password that an account had at once, the first that is used voids the other. */
function usedBoth(answers: Answered[]): Finding[] {
  const of = (wanted: Answered['kind']) => answers.filter(({ kind }) => kind === wanted);
  const isAsked = ({ asked }: Answered, before: Answered) => asked && micros(asked) < micros(before.at);
  return of('password-reset')
    .filter((reset) =>
      of('address-changed').some(
        (change) => change.id === reset.id && isAsked(change, reset) && isAsked(reset, change),
      ),
    )
    .map(({ id }) => ({
      what: 'the address changed, and a mail to the former one was good for a password',
      ids: [id],
    }));
}

/** What a service would answer again names what is there. */
function stored({ storedAnswers, orderById, tickets }: Book): Finding[] {
  const listings = new Set(tickets.map(({ id }) => id));
  return storedAnswers
    .filter(({ owner, status, made }) => {
      if (status !== 201 || made === null) return false;
      return (owner === 'orders' && !orderById.has(made)) || (owner === 'tickets' && !listings.has(made));
    })
    .map(({ owner, made }) => ({ what: `${owner} would answer again with what is not there`, ids: [made!] }));
}

/** What has no cause on the bus was asked for, and the correlation id is the request's: one request makes one order. */
const requestedOnce = ({ outbox }: Book): Finding[] =>
  [
    ...groupBy(
      outbox.filter(({ type, envelope }) => type === 'order.created' && envelope.causationId === null),
      ({ envelope }) => envelope.correlationId,
    ).values(),
  ].flatMap((orders) => {
    const ids = [...new Set(orders.map(({ aggregate_id: id }) => id))];
    return ids.length > 1 ? [{ what: `one request made ${ids.length} orders`, ids }] : [];
  });
