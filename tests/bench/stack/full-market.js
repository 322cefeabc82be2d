/**
 * A market after months of sales, written directly into the databases of all services: listings, and orders that were paid,
 * captured and admitted, with the rows that each of them leaves in every service. Ids and times are computed from a number, so the
 * services agree without any event. The auditor's rows of single events are left out, because it deletes them after some days.
 */

/** One order every five seconds; a million of them take 58 days. */
const EVERY_MS = 5_000;
const WORDS = ['Aurora', 'Ferry', 'Harbour', 'Lantern', 'Velvet', 'Meridian', 'Saffron', 'Tundra', 'Quartz', 'Willow'];
const CITIES = ['Lisbon', 'Porto', 'Berlin', 'Hamburg', 'Vienna', 'Ghent', 'Oslo', 'Turin', 'Lyon', 'Leeds'];

/** @param {string[]} words @param {string} n an expression of SQL */
const oneOf = (words, n) => `(array[${words.map((word) => `'${word}'`).join()}])[1 + (${n}) % ${words.length}]`;

/** A UUIDv7 that follows from a kind and a number. @param {string} kind @param {string} n @param {number} base ms since 1970 */
function idOf(kind, n, base) {
  const hash = `md5('${kind} ' || ${n})`;
  const time = `lpad(to_hex(${base}::bigint + (${n})::bigint * ${EVERY_MS}), 12, '0')`;
  return `(${time} || '7' || substr(${hash}, 1, 3) || '8' || substr(${hash}, 4, 15))::uuid`;
}

/**
 * @typedef {{ from: number, to: number }} Range both ends are in it
 * @typedef {{ listings: Range, orders: Range }} Size
 *
 * @param {import('./databases.js').Databases} databases
 * @param {Size} size
 * @param {(text: string) => void} note
 */
export async function fillMarket({ query }, size, note) {
  let left = 0;
  await Promise.all(
    Object.entries(statements(size, BASE)).map(async ([service, all]) => {
      left += all.length;
      for (const sql of all) {
        await query(service, sql);
        left -= 1;
        note(`${left} tables to fill`);
      }
      await query(service, 'vacuum analyze');
    }),
  );
}

/** Fixed for a run, so that a second call continues where the first ended. */
const BASE = Date.now() - 62 * 86_400_000;

/** @param {Size} size @param {number} base @returns {Record<string, string[]>} */
function statements({ listings, orders }, base) {
  const all = listings.to - listings.from + 1;
  const eachListing = `generate_series(${listings.from}, ${listings.to}) as k`;
  const eachOrder = `generate_series(${orders.from}, ${orders.to}) as n`;
  /** Orders are dealt to the listings in turn. */
  const ofOrder = `(${listings.from} + (n - ${orders.from}) % ${all})`;
  const [listing, order, payment, buyer, seller] = [
    (/** @type {string} */ k) => idOf('listing', k, base),
    idOf('order', 'n', base),
    idOf('payment', 'n', base),
    idOf('buyer', '(n % 200000)', base),
    (/** @type {string} */ k) => idOf('seller', `(${k} % 500)`, base),
  ];
  const time = `to_timestamp((${base} + n::bigint * ${EVERY_MS}) / 1000.0)`;
  const soon = "now() + interval '20 days' + (k % 300) * interval '1 day'";
  const title = `${oneOf(WORDS, 'k')} || ' ' || ${oneOf(WORDS, 'k / 10')} || ' ' || k`;
  const city = oneOf(CITIES, 'k / 7');
  const count = orders.to - orders.from + 1;
  const soldOf = `(${Math.floor(count / all)} + case when k - ${listings.from} < ${count % all} then 1 else 0 end)`;
  const ticket = `jsonb_build_object('title', 'Night ' || ${ofOrder}, 'venue', 'Harbour Stage', 'city', 'Lisbon', 'country', 'Portugal',
    'startsAt', '2030-06-01T20:00:00.000Z', 'timeZone', 'Europe/Lisbon', 'refundHours', 24)`;
  const orderEnvelope = envelope(
    'order.completed',
    order,
    3,
    time,
    `jsonb_build_object('id', ${order}, 'ticketId', ${listing(ofOrder)},
    'sellerId', ${seller(ofOrder)}, 'userId', ${buyer}, 'quantity', 1, 'unitPrice', 2500, 'total', 2500, 'currency', 'EUR', 'status', 'complete',
    'cancelReason', null, 'refund', 'none', 'expiresAt', ${iso(time)}, 'paymentId', ${payment}, 'ticket', ${ticket},
    'createdAt', ${iso(time)}, 'updatedAt', ${iso(time)})`,
  );
  const inbox = (/** @type {string} */ consumer, /** @type {string} */ kind) =>
    `insert into inbox (consumer, event_id, received_at) select '${consumer}', ${idOf(kind, 'n', base)}, ${time} from ${eachOrder}`;

  return {
    tickets: [
      `insert into tickets (id, version, seller_id, title, description, category, venue, city, country, starts_at, time_zone, price,
         currency, amount, quantity, refund_hours, status, created_at, updated_at)
       select ${listing('k')}, 1, ${seller('k')}, ${title}, 'An evening of ' || ${oneOf(WORDS, 'k / 3')} || ', once more and for the last time.',
         'music', 'Harbour Stage', ${city}, 'Portugal', ${soon}, 'Europe/Lisbon', 2500, 'EUR', 25, 1000, 24, 'on_sale', now(), now()
       from ${eachListing}`,
      `insert into stock (ticket_id, version, capacity, held, sold, closed)
       select ${listing('k')}, 1 + 2 * ${soldOf}, 1000, 0, ${soldOf}, false from ${eachListing}`,
      `insert into order_admissions (order_id, version, state, captured, order_version, ticket_id, user_id, quantity, order_status, refund, payment_version)
       select ${order}, 1, 'issued', true, 3, ${listing(ofOrder)}, ${buyer}, 1, 'complete', 'none', 3 from ${eachOrder}`,
      `insert into admissions (id, order_id, ticket_id, user_id, number, issued_at, changed_at)
       select ${idOf('admission', 'n', base)}, ${order}, ${listing(ofOrder)}, ${buyer}, 1, ${time}, ${time} from ${eachOrder}`,
      inbox('tickets-order', 'order told'),
      inbox('tickets-payment', 'payment told'),
      outbox(
        'admission.issued',
        'admission',
        idOf('admission told', 'n', base),
        order,
        1,
        time,
        eachOrder,
        `jsonb_build_object('orderId', ${order})`,
      ),
    ],
    orders: [
      `insert into listings (id, version, seller_id, title, venue, city, country, starts_at, time_zone, price, currency, refund_hours)
       select ${listing('k')}, 1, ${seller('k')}, ${title}, 'Harbour Stage', ${city}, 'Portugal', ${soon}, 'Europe/Lisbon', 2500, 'EUR', 24 from ${eachListing}`,
      `insert into stock (ticket_id, version, capacity, held, sold)
       select ${listing('k')}, 1 + 2 * ${soldOf}, 1000, 0, ${soldOf} from ${eachListing}`,
      `insert into orders (id, version, ticket_id, seller_id, user_id, quantity, unit_price, currency, status, refund, hold_until, expires_at,
         payment_id, payment_version, ticket, created_at, updated_at, completed_at)
       select ${order}, 3, ${listing(ofOrder)}, ${seller(ofOrder)}, ${buyer}, 1, 2500, 'EUR', 'complete', 'none', ${time}, ${time}, ${payment}, 3,
         ${ticket}, ${time}, ${time}, ${time} from ${eachOrder}`,
      `insert into timeline (order_id, at, event, text, step, "values")
       select ${order}, ${time}, event, '', step, '{}' from ${eachOrder}, (values ('order.created', 'reserved'), ('payment.started', 'payment_under_way'),
         ('order.completed', 'paid'), ('payment.captured', 'payment_captured'), ('admission.issued', 'admissions_issued')) as steps (event, step)`,
      inbox('orders-payment', 'payment told'),
      inbox('orders-admission', 'admission told'),
      `insert into outbox (id, type, aggregate, aggregate_id, aggregate_version, envelope, created_at, published_at)
       select ${idOf('order told', 'n', base)}, 'order.completed', 'order', ${order}, 3, ${orderEnvelope}, ${time}, ${time} from ${eachOrder}`,
      `insert into idempotency_keys (user_id, route, key, body_hash, status, body, created_at)
       select ${buyer}, 'POST /api/orders', 'key ' || n, md5(n::text), 201, ${ticket}, now() from ${eachOrder} where n % 60 = 0`,
    ],
    payments: [
      `insert into orders (id, version, user_id, status, total, currency, expires_at)
       select ${order}, 3, ${buyer}, 'complete', 2500, 'EUR', ${time} from ${eachOrder}`,
      `insert into payments (id, order_id, user_id, version, status, amount, currency, amount_captured, stripe_id, correlation_id, created_at, updated_at)
       select ${payment}, ${order}, ${buyer}, 3, 'captured', 2500, 'EUR', 2500, 'pi_' || md5(n::text), 'filled', ${time}, ${time} from ${eachOrder}`,
      `insert into payment_attempts (id, payment_id, number, user_id, reference_type, reference, stripe_key, status, started_at, ended_at)
       select ${idOf('attempt', 'n', base)}, ${payment}, 1, ${buyer}, 'token', 'tok_visa', 'key ' || n, 'authorized', ${time}, ${time} from ${eachOrder}`,
      `insert into stripe_events (id, type, received_at) select 'evt_' || md5(n::text), 'payment_intent.succeeded', ${time} from ${eachOrder}`,
      inbox('payments-order', 'order told'),
      outbox(
        'payment.captured',
        'payment',
        idOf('payment told', 'n', base),
        payment,
        3,
        time,
        eachOrder,
        `jsonb_build_object('orderId', ${order})`,
      ),
    ],
    notifications: [
      `insert into listings (id, version, title, venue, city, country, starts_at, time_zone)
       select ${listing('k')}, 1, ${title}, 'Harbour Stage', ${city}, 'Portugal', ${soon}, 'Europe/Lisbon' from ${eachListing}`,
      `insert into orders (id, version, ticket_id, user_id, quantity, total, currency, status, refund, event, created_at)
       select ${order}, 3, ${listing(ofOrder)}, ${buyer}, 1, 2500, 'EUR', 'complete', 'none', ${ticket}, ${time} from ${eachOrder}`,
      `insert into mails (id, kind, topic, user_id, about, happened_at, state, ended_at)
       select ${idOf('mail', 'n', base)}, 'confirmation', ${order}::text, ${buyer}, '{}', ${time}, 'sent', ${time} from ${eachOrder}`,
      inbox('notifications-order', 'order told'),
    ],
    audit: [
      `insert into listings (id, version, capacity, held, sold, closed, look_at)
       select ${listing('k')}, 1 + 2 * ${soldOf}, 1000, 0, ${soldOf}, false, null from ${eachListing}`,
      `insert into orders (id, ticket_id, status, quantity, currency, captured, live, settled, heard_at, look_at)
       select ${order}, ${listing(ofOrder)}, 'complete', 1, 'EUR', 2500, 2500, true, ${time}, null from ${eachOrder}`,
      `insert into units (ticket_id, sold) select ${listing('k')}, ${soldOf} from ${eachListing}`,
      `insert into money (currency, captured, live) select 'EUR', count(*) * 2500, count(*) * 2500 from ${eachOrder}
       on conflict (currency) do update set captured = money.captured + excluded.captured, live = money.live + excluded.live`,
      `insert into aggregates (aggregate, id, first, highest, heard, heard_at, forgotten)
       select 'order', ${order}, 1, 3, 3, ${time}, 3 from ${eachOrder}`,
      `insert into aggregates (aggregate, id, first, highest, heard, heard_at, forgotten)
       select 'payment', ${payment}, 1, 3, 3, ${time}, 3 from ${eachOrder}`,
      `insert into aggregates (aggregate, id, first, highest, heard, heard_at, forgotten)
       select 'admission', ${order}, 1, 1, 1, ${time}, 1 from ${eachOrder}`,
    ],
  };
}

/** @param {string} time */
const iso = (time) => `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** @param {string} type @param {string} id @param {number} version @param {string} time @param {string} data */
const envelope = (type, id, version, time, data) =>
  `jsonb_build_object('id', gen_random_uuid(), 'type', '${type}', 'version', 1, 'time', ${iso(time)}, 'correlationId', 'filled',
     'causationId', null, 'aggregateId', ${id}, 'aggregateVersion', ${version}, 'data', ${data})`;

/** @param {string} type @param {string} aggregate @param {string} eventId @param {string} id @param {number} version @param {string} time @param {string} from @param {string} data */
const outbox = (type, aggregate, eventId, id, version, time, from, data) =>
  `insert into outbox (id, type, aggregate, aggregate_id, aggregate_version, envelope, created_at, published_at)
   select ${eventId}, '${type}', '${aggregate}', ${id}, ${version}, ${envelope(type, id, version, time, data)}, ${time}, ${time} from ${from}`;
