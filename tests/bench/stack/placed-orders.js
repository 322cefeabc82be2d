import { newId } from '@frontrow/common/database';

/**
 * Writes orders directly into the database of orders, with everything that placing them leaves there: the units taken, the
 * timeline, and the events for the other services. It is for loads that need thousands of orders at one moment and do
 * not measure how they are placed.
 *
 * @typedef {{ id: string, event: string, buyer: string, expires_at: string, envelope: object }} Placed
 *
 * @param {import('./databases.js').Databases} databases
 * @param {string} listingId
 * @param {{ buyer: string, expiresAt: Date }[]} wanted one unit each
 * @returns {Promise<Placed[]>}
 */
export async function putOrders({ query }, listingId, wanted) {
  const [listing] = await query('orders', 'select * from listings where id = $1', [listingId]);
  const now = new Date().toISOString();
  const { venue, city, country, title, time_zone: timeZone } = listing;
  const ticket = { title, venue, city, country, startsAt: listing.starts_at?.toISOString() ?? null, timeZone };
  const placed = wanted.map(({ buyer, expiresAt }) => {
    const data = {
      id: newId(),
      ticketId: listingId,
      sellerId: listing.seller_id,
      userId: buyer,
      quantity: 1,
      unitPrice: listing.price,
      total: listing.price,
      currency: listing.currency,
      status: 'created',
      cancelReason: null,
      refund: 'none',
      expiresAt: expiresAt.toISOString(),
      paymentId: null,
      ticket,
      createdAt: now,
      updatedAt: now,
    };
    const envelope = envelopeOf('order.created', data.id, 1, data);
    return { id: data.id, event: envelope.id, buyer, expires_at: data.expiresAt, envelope };
  });
  const [stock] = await query('orders', 'select * from stock where ticket_id = $1', [listingId]);
  const { capacity, held, sold, closed, sales } = stock;
  const state = { ticketId: listingId, capacity, held: held + placed.length, sold, closed, sales };
  const told = envelopeOf('stock.updated', listingId, stock.version + 1, state);
  await query('orders', PUT, [
    JSON.stringify(placed),
    listingId,
    { ...ticket, refundHours: listing.refund_hours },
    told.id,
    told,
    placed.length,
  ]);
  return placed;
}

/** @param {string} type @param {string} aggregateId @param {number} aggregateVersion @param {object} data */
const envelopeOf = (type, aggregateId, aggregateVersion, data) => ({
  id: newId(),
  type,
  version: 1,
  time: new Date().toISOString(),
  correlationId: newId(),
  causationId: null,
  aggregateId,
  aggregateVersion,
  data,
});

const PUT = `
with given as (
  select * from jsonb_to_recordset($1::jsonb) as r(id uuid, event uuid, buyer uuid, expires_at timestamptz, envelope jsonb)
), listing as (
  select * from listings where id = $2
), placed as (
  insert into orders (id, version, ticket_id, seller_id, user_id, quantity, unit_price, currency, status, refund, hold_until,
    expires_at, ticket, created_at, updated_at)
  select g.id, 1, l.id, l.seller_id, g.buyer, 1, l.price, l.currency, 'created', 'none', g.expires_at, g.expires_at, $3::jsonb,
    clock_timestamp(), clock_timestamp()
  from given g, listing l
), timeline as (
  insert into timeline (order_id, at, event, text, step, "values")
  select id, clock_timestamp(), 'order.created', '', 'reserved', '{"quantity": 1}' from given
), taken as (
  update stock set held = held + $6::int, version = version + 1 where ticket_id = $2 returning version
), told as (
  insert into outbox (id, type, aggregate, aggregate_id, aggregate_version, envelope)
  select event, 'order.created', 'order', id, 1, envelope from given
), told_of_stock as (
  insert into outbox (id, type, aggregate, aggregate_id, aggregate_version, envelope)
  select $4::uuid, 'stock.updated', 'stock', $2, version, $5::jsonb from taken
)
select count(*) from taken`;
