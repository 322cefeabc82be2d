import { createHash } from 'node:crypto';

/** @typedef {import('./people.js').Person} Person */

/**
 * Reserves units of a listing, and solves the challenge if there is one.
 * @param {Person} person @param {string} ticketId @param {number} quantity
 */
export async function reserve(person, ticketId, quantity) {
  const answer = await person.ask('POST', '/api/orders', { ticketId, quantity });
  if (answer.status !== 428) return answer;
  const token = { 'challenge-token': solve(answer.body.challenge) };
  return person.ask('POST', '/api/orders', { ticketId, quantity }, token);
}

/** @param {{ parameters: { salt: string, nonce: string, keyPrefix: string } }} challenge */
function solve(challenge) {
  const { salt, nonce, keyPrefix } = challenge.parameters;
  const text = Buffer.concat([Buffer.from(salt + nonce, 'hex'), Buffer.alloc(4)]);
  for (let counter = 0; ; counter++) {
    text.writeUInt32BE(counter, text.length - 4);
    const derivedKey = createHash('sha256').update(text).digest('hex');
    if (derivedKey.startsWith(keyPrefix)) return JSON.stringify({ challenge, solution: { counter, derivedKey } });
  }
}
