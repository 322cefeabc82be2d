import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Puts a listing on sale through the gateway, as a seller does, and waits until it has reached orders.
 *
 * @param {{ url: string, databases: import('./databases.js').Databases }} stack
 * @param {import('./people.js').Person} seller
 * @param {object} [changes] to the listing
 * @returns {Promise<string>} its id
 */
export async function sell({ url, databases }, seller, changes = {}) {
  const body = {
    title: `Bench ${randomUUID().slice(0, 8)}`,
    description: 'A night at the limit.',
    category: 'music',
    venue: 'Harbour Stage',
    city: 'Lisbon',
    country: 'Portugal',
    startsAt: new Date(Date.now() + 300 * 86_400_000).toISOString(),
    timeZone: 'Europe/Lisbon',
    price: 25,
    currency: 'EUR',
    quantity: 100_000,
    ...changes,
  };
  const answer = await fetch(`${url}/api/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: seller.cookie, 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(`a listing was answered with ${answer.status}: ${text}`);
  const { id } = JSON.parse(text);
  const end = performance.now() + 60_000;
  for (;;) {
    const rows = await databases.query('orders', 'select 1 from stock where ticket_id = $1', [id]);
    if (rows.length > 0) return id;
    if (performance.now() > end) throw new Error(`the listing ${id} has not come to orders within 60 s`);
    await wait(20);
  }
}
