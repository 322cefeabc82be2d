import type { AccountDataView, PaymentView } from '@frontrow/common/contracts';
import type { Api } from './api/api';
import type { Result } from './api/result';

const ALL = 100;

/**
 * Everything the services keep about whoever asks, as the text of one JSON object, piece by piece as it is fetched. Throws
 * when a service does not answer, so that a file that lacks something is broken off and taken for nothing else.
 */
export async function* accountExport(
  api: Api,
  { account, factors, sessions, events }: AccountDataView,
  exportedAt: string,
): AsyncGenerator<string> {
  const [duty, organiser] = [dataOf(await api.tickets.doorDuty()), dataOf(await api.tickets.introduction())];
  yield `{\n${member('about', ABOUT)},\n${member('exportedAt', exportedAt)},\n${member('account', account)},\n${member('factors', factors)},\n${member('organiser', organiser)}`;
  yield* list('sessions', sessions);
  yield* list('accountEvents', events);
  yield* list(
    'listings',
    pages((cursor) => api.tickets.selling({ cursor, limit: ALL })),
  );
  yield* list('staffOf', duty.staffOf);
  yield* list('invitedToStaffOf', duty.invitations);
  yield* list('guestListsTaken', duty.leases);
  yield* list('orders', ordersOf(api));
  yield* list(
    'admissions',
    pages((cursor) => api.tickets.admissions({ cursor, limit: ALL })),
  );
  yield '\n}\n';
}

const ABOUT =
  'All that Frontrow keeps about you. Card numbers never reach us: of a card we are told its brand and last four digits. Searches and visits are not recorded.';

async function* ordersOf(api: Api) {
  for await (const order of pages((cursor) => api.orders.list({ cursor, limit: ALL }))) {
    const [timeline, payments] = await Promise.all([api.orders.timeline(order.id), api.payments.ofOrder(order.id)]);
    yield { ...order, timeline: dataOf(timeline), payments: dataOf(payments).map(withoutSecrets) };
  }
}

/** What only the card form of a payment under way needs stays out of a file that people pass on. */
const withoutSecrets = ({ clientSecret: _secret, challengeUrl: _challenge, ...payment }: PaymentView) => payment;

async function* pages<T>(load: (cursor: string | undefined) => Promise<Result<T[]>>): AsyncGenerator<T> {
  for (let cursor: string | undefined; ; ) {
    const answer = await load(cursor);
    yield* dataOf(answer);
    if (!answer.ok || !answer.next) return;
    cursor = answer.next;
  }
}

function dataOf<T>(answer: Result<T>): T {
  if (answer.ok) return answer.data;
  throw new Error(`an export broke off: ${answer.problem.status} ${answer.problem.title}`);
}

const member = (name: string, value: unknown) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;

async function* list(name: string, items: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<string> {
  yield `,\n  ${JSON.stringify(name)}: [`;
  let separator = '\n    ';
  for await (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ',\n    ';
  }
  yield '\n  ]';
}
