/**
 * The planted bugs: mistakes that people make, each of which breaks one of the invariants. They show that the checker
 * would see what it claims is not there. How each is brought out is in provocations.ts, under the same name.
 *
 * @typedef {object} Bug
 * @property {string} name
 * @property {string} what the mistake, in words
 * @property {string} invariant the number of the invariant that it must break
 * @property {boolean} seenByAudit whether the events alone give it away, to one who only listens to the bus
 * @property {import('../hooks/edits.js').Edit[]} [edits] of the built code
 * @property {import('../hooks/edits.js').Edit[]} [gateway] edits of the configuration of the running gateway
 * @property {{ database: 'auth' | 'tickets' | 'orders' | 'payments', statement: string }} [sql] done to the running database
 */

/** @type {Bug[]} */
export const bugs = [
  {
    name: 'no-stock-constraint',
    what: 'the stock has no constraint, and each member of a group is measured by the stock before the group',
    invariant: '1',
    seenByAudit: true,
    edits: [
      {
        file: 'services/orders/dist/place.js',
        find: 'stocks.set(wish.ticketId, { ...stock, held: stock.held + wish.quantity });',
        replace: '',
      },
    ],
    sql: { database: 'orders', statement: 'alter table stock drop constraint stock_not_oversold' },
  },
  {
    name: 'units-not-released',
    what: 'the units of an unpaid order that ends stay held',
    invariant: '1',
    seenByAudit: true,
    edits: [
      {
        file: 'services/orders/dist/store/stock.js',
        find: 'const moved = [...moves].filter(([, { held, sold }]) => held !== 0',
        replace: 'const moved = [...moves].filter(([, { held, sold }]) => held > 0',
      },
    ],
  },
  {
    name: 'captured-before-complete',
    what: 'the card is charged as soon as it is good, before orders has decided',
    invariant: '2',
    seenByAudit: false, // an order that is completed later looks the same on the bus
    edits: [
      {
        file: 'services/payments/dist/settlement.js',
        find: `return order === 'complete' ? (payment.failure ? 'cancel' : 'capture') : undefined;`,
        replace: `return payment.failure ? 'cancel' : 'capture';`,
      },
    ],
  },
  {
    name: 'fresh-stripe-key',
    what: 'every call to the provider has a new idempotency key, retries too',
    invariant: '2',
    seenByAudit: false,
    edits: [
      {
        file: 'services/payments/dist/settlement.js',
        find: `payment.id}-\${step}-\${payment.keyNumber}\``,
        replace: `payment.id}-\${step}-\${crypto.randomUUID()}\``,
      },
    ],
  },
  {
    name: 'refund-without-key',
    what: 'a refund is asked for without an idempotency key',
    invariant: '2',
    seenByAudit: false,
    edits: [
      {
        file: 'services/payments/dist/stripe/provider.js',
        find: '(await refunds.create({ payment_intent: id }, once)).id',
        replace: '(await refunds.create({ payment_intent: id })).id',
      },
    ],
  },
  {
    name: 'price-read-anew',
    what: 'the price is read from the listing again when the order is paid',
    invariant: '3',
    seenByAudit: true,
    edits: [
      {
        file: 'services/orders/dist/store/orders.js',
        find: `import { orders } from './tables.js';`,
        replace: `import { eq } from 'drizzle-orm';
import { listings, orders } from './tables.js';`,
      },
      { file: 'services/orders/dist/store/orders.js', find: `'unitPrice', `, replace: '' },
      {
        file: 'services/orders/dist/store/orders.js',
        find: 'async function save(tx, at, before, changed, told) {',
        replace: `async function save(tx, at, before, changed, told) {
    for (const after of changed.filter(({ status }) => status === 'complete')) {
        const [listing] = await tx.db.select().from(listings).where(eq(listings.id, after.ticketId));
        after.unitPrice = listing.price;
    }`,
      },
    ],
  },
  {
    name: 'void-forgotten',
    what: 'a card that turns out good after the order was cancelled is not released',
    invariant: '4',
    seenByAudit: true,
    edits: [
      {
        file: 'services/payments/dist/settlement.js',
        find: `if (cancelled)
                return 'cancel';`,
        replace: 'if (cancelled) return undefined;',
      },
    ],
  },
  {
    name: 'refund-forgotten',
    what: 'the money of a cancelled order is not given back',
    invariant: '4',
    seenByAudit: true,
    edits: [
      {
        file: 'services/payments/dist/settlement.js',
        find: 'if (!cancelled || payment.refundFailed)',
        replace: 'if (true)',
      },
    ],
  },
  {
    name: 'refund-settled-twice',
    what: 'a refund that no bank takes can be paid back by hand as often as an operator says so',
    invariant: '4',
    seenByAudit: true,
    edits: [
      {
        file: 'services/payments/dist/payment.js',
        find: 'if (settlement)',
        replace: 'if (false)',
      },
    ],
    sql: { database: 'payments', statement: 'drop index one_settlement' },
  },
  {
    name: 'refund-settled-unasked',
    what: 'whatever was charged can be paid back by hand, whether its refund failed or not',
    invariant: '4',
    seenByAudit: true,
    edits: [
      {
        file: 'services/payments/dist/payment.js',
        find: 'if (!refundFailed)',
        replace: 'if (false)',
      },
    ],
  },
  {
    name: 'expiry-by-process-clock',
    what: 'deadlines are judged by the clocks of processes',
    invariant: '5',
    seenByAudit: true,
    edits: [
      {
        file: 'services/orders/dist/store/orders.js',
        find: '(onlyFree ? lockFree : lock)(tx, [ids]), databaseTime(tx)',
        replace: '(onlyFree ? lockFree : lock)(tx, [ids]), new Date()',
      },
      {
        file: 'services/expiration/dist/store/timers.js',
        find: '(await client.time()).map(Number)',
        replace: '[Date.now() / 1000, 0]',
      },
    ],
  },
  {
    name: 'timers-alone',
    what: 'orders expire by their timers alone: nothing sweeps, and lost timers are not set again',
    invariant: '5',
    seenByAudit: true,
    edits: [
      {
        file: 'services/orders/dist/workers/sweep-overdue.js',
        find: 'await findOverdue(db, config.SWEEP_AFTER_SECONDS, BATCH)',
        replace: '[]',
      },
      {
        file: 'services/expiration/dist/workers/rebuild-timers.js',
        find: 'if (!bus.connected || (await timers.areComplete()))',
        replace: 'if (true)',
      },
    ],
  },
  {
    name: 'first-batch-only',
    what: 'when an event is cancelled, only the first orders found are given back',
    invariant: '5',
    seenByAudit: true,
    edits: [
      { file: 'services/orders/dist/workers/cancel-events.js', find: 'const BATCH = 100;', replace: 'let BATCH = 2;' },
      {
        file: 'services/orders/dist/workers/cancel-events.js',
        find: 'return standing.length === BATCH;',
        replace: 'if (standing.length > 0) BATCH = 0;',
      },
    ],
  },
  {
    name: 'suspension-forgotten',
    what: 'who places an order is not asked whether operators have taken the listing off sale',
    invariant: '1',
    seenByAudit: false, // the worker that ends unpaid orders of suspended listings ends this one, too
    edits: [
      { file: 'services/orders/dist/place.js', find: 'if (suspended)', replace: 'if (false)' },
      { file: 'services/orders/dist/stock.js', find: ' && !stock.suspended', replace: '' },
    ],
  },
  {
    name: 'suspended-paid-orders',
    what: 'when a listing is suspended, its paid orders are cancelled with the unpaid ones',
    invariant: '5',
    seenByAudit: true,
    edits: [
      {
        file: 'services/orders/dist/store/orders.js',
        find: `stock.held > 0 and orders.status in ('created', 'awaiting:payment')`,
        replace: `orders.status <> 'cancelled'`,
      },
      {
        file: 'services/orders/dist/order.js',
        find: `if (!isUnpaid(order))
        return null;
    return cancelled(order, 'suspended'`,
        replace: `return cancelled(order, 'suspended'`,
      },
    ],
  },
  {
    name: 'ack-before-commit',
    what: 'an event that is tried alone is acknowledged before its effect is committed',
    invariant: '6',
    seenByAudit: false,
    edits: [
      {
        file: 'common/dist/messaging/consume.js',
        find: 'const [problem] = await deliver(consumer, [delivery.event])',
        replace: `await delivery.message.ackAck();
            const [problem] = await deliver(consumer, [delivery.event])`,
      },
    ],
  },
  {
    name: 'batch-acked-before-commit',
    what: 'a batch of events is acknowledged before its commit',
    invariant: '6',
    seenByAudit: false,
    edits: [
      {
        file: 'common/dist/messaging/consume.js',
        find: 'const problems = await deliver(consumer, events)',
        replace: `await Promise.all(batch.map(({ message }) => message.ackAck()));
            const problems = await deliver(consumer, events)`,
      },
    ],
  },
  {
    name: 'inbox-skipped',
    what: 'a consumer neither notes nor looks up which events it has had',
    invariant: '6',
    seenByAudit: false,
    edits: [
      {
        file: 'common/dist/messaging/delivery.js',
        find: 'const fresh = await markReceived(tx, consumer, events);',
        replace: 'const fresh = new Set(events.map(({ id }) => id));',
      },
    ],
  },
  {
    name: 'relay-marks-first',
    what: 'the relay notes an event as published before the broker has it',
    invariant: '6',
    seenByAudit: true,
    edits: [
      {
        file: 'common/dist/messaging/relay.js',
        find: 'published.push({ ...event, seq: Number(seq), streamSeq: await bus.publishBody(event, body) });',
        replace: `await client.query('update outbox set published_at = clock_timestamp() where seq = $1', [seq]);
            published.push({ ...event, seq: Number(seq), streamSeq: await bus.publishBody(event, body) });`,
      },
    ],
  },
  {
    name: 'stale-event-wins',
    what: 'a copy takes whatever event comes last, also an older one',
    invariant: '6',
    seenByAudit: false,
    edits: [
      {
        file: 'common/dist/database/rows.js',
        find: ` where \${nameOf(table)}.\${name(version)} < excluded.\${name(version)}\``,
        replace: '`',
      },
      {
        file: 'common/dist/messaging/projection.js',
        find: 'known.event.aggregateVersion < event.aggregateVersion',
        replace: 'true',
      },
    ],
  },
  {
    name: 'outbox-outside-transaction',
    what: 'events are written into the outbox beside the transaction that makes them happen',
    invariant: '7',
    seenByAudit: false,
    edits: [
      {
        file: 'common/dist/database/database.js',
        find: 'const tx = { db: drizzleOn(client), client, trace, announce };',
        replace: 'const tx = { db: drizzleOn(client), client, trace, outside: { client: pool }, announce };',
      },
      {
        file: 'common/dist/messaging/outbox.js',
        find: 'await insert(tx, rows);',
        replace: 'await insert(tx.outside, rows);',
      },
    ],
  },
  {
    name: 'idempotency-key-ignored',
    what: 'a request that is sent again with its Idempotency-Key is done again',
    invariant: '8',
    seenByAudit: false,
    edits: [
      {
        file: 'common/dist/http/idempotency.js',
        find: 'if (key === undefined || !session)',
        replace: 'if (true)',
      },
    ],
  },
  {
    name: 'answer-before-commit',
    what: 'a reservation is answered before its group is committed',
    invariant: '8',
    seenByAudit: false, // the order that was answered never was, and nothing tells of it
    edits: [
      {
        file: 'services/orders/dist/use-cases/place-together.js',
        find: 'return await db.transaction(requests[0].trace, (tx) => placeAll(tx, requests, terms));',
        replace: `return await new Promise((resolve, reject) => {
            db.transaction(requests[0].trace, (tx) => placeAll(tx, requests, terms).then(resolve)).catch(reject);
        });`,
      },
    ],
  },
  {
    name: 'group-member-lost',
    what: 'when a group fails, its first member keeps the answer of the group and is not served again',
    invariant: '8',
    seenByAudit: false,
    edits: [
      {
        file: 'services/orders/dist/use-cases/place-together.js',
        find: `try {
        return await db.transaction(requests[0].trace, (tx) => placeAll(tx, requests, terms));`,
        replace: `let decided = [];
    try {
        return await db.transaction(requests[0].trace, async (tx) => (decided = await placeAll(tx, requests, terms)));`,
      },
      {
        file: 'services/orders/dist/use-cases/place-together.js',
        find: `const outcomes = [];
        for (const request of requests)`,
        replace: `const outcomes = decided.slice(0, 1);
        for (const request of requests.slice(outcomes.length))`,
      },
    ],
  },
  {
    name: 'group-applied-twice',
    what: 'a group whose commit may have been done is done again, one by one',
    invariant: '8',
    seenByAudit: false, // on the bus these are several orders of one buyer, which anybody may place
    edits: [
      {
        file: 'services/orders/dist/use-cases/place-together.js',
        find: 'error instanceof CommitUnknown || isUnavailable(error)',
        replace: '!(error instanceof CommitUnknown) && isUnavailable(error)',
      },
    ],
  },
  {
    name: 'answers-shared-among-persons',
    what: 'the cache keeps whatever has an address, and serves what one person got to another',
    invariant: '8',
    seenByAudit: false,
    gateway: [
      { file: 'nginx.conf', find: '"~*session" 1;', replace: '' },
      { file: 'nginx.conf', find: 'location ~* "^/api/tickets/?$"', replace: 'location ~* "^/api/tickets/"' },
      { file: 'nginx.conf', find: 'proxy_pass_request_headers off;', replace: 'proxy_pass_request_headers on;' },
      { file: 'nginx.conf', find: '"~^200::public, "', replace: '"~^200:"' },
    ],
  },
  {
    name: 'sold-after-the-end',
    what: 'an event is sold until its seller ends the sale, whether it is over or not',
    invariant: '5',
    seenByAudit: false,
    edits: [
      {
        file: 'services/orders/dist/place.js',
        find: 'const stopped = salesProblem(stock) ?? timeProblem(listing, now);',
        replace: 'const stopped = salesProblem(stock);',
      },
    ],
  },
  {
    name: 'newest-move-alone',
    what: 'of the moves of an event only the last counts, also when an earlier one gave more time for a refund',
    invariant: '5',
    seenByAudit: false,
    edits: [
      {
        file: 'services/tickets/dist/ticket.js',
        find: 'const lasting = moves.filter(({ until }) => holdsOutLonger(until, added.until));',
        replace: 'const lasting = [];',
      },
    ],
  },
  {
    name: 'reset-not-looked-at-again',
    what: 'a reset that was good before its password was hashed is used although the address changed meanwhile',
    invariant: '8',
    seenByAudit: false, // it keeps no data of accounts
    edits: [
      {
        file: 'services/auth/dist/use-cases/reset-password.js',
        find: '!(await useReset(tx, id, user.id))',
        replace: 'false',
      },
    ],
  },
  {
    name: 'undo-of-any-scan',
    what: 'a scan that is taken back twice takes back the one that came after it, and the record of undone scans has no key',
    invariant: '8',
    seenByAudit: false,
    edits: [
      {
        file: 'services/tickets/dist/admissions.js',
        find: 'if (admission.undoneScans.includes(scanId))\n        return { change: null, admission };\n    if (admission.scanId !== scanId)\n        return',
        replace: 'if (!admission.scanId)\n        return',
      },
    ],
    // It would stop the second time.
    sql: { database: 'tickets', statement: 'alter table undone_check_ins drop constraint undone_check_ins_pkey' },
  },
  {
    name: 'admissions-not-revoked',
    what: 'the admissions of a refunded order are told to be void, and still open the door',
    invariant: '9',
    seenByAudit: true,
    edits: [
      {
        file: 'services/tickets/dist/admissions.js',
        find: 'admissions: revoke(set.admissions, now) }',
        replace: 'admissions: set.admissions }',
      },
    ],
  },
];
