import { Problem } from '../base/problem.js';
import { environmentOf, openDatabases } from './databases.js';
import { compare } from './projections.js';

/** @typedef {import('./options.js').RecoverOptions} RecoverOptions */

/**
 * Has payments compare its books with the provider's, as the operator, and mend what differs; resolves to its report.
 * An instance of our own has its copy of orders rebuilt first: then a payment whose order is not in it pays for nothing,
 * and is given back at once instead of being waited for.
 * @param {RecoverOptions} options
 * @param {NodeJS.ProcessEnv} environment
 * @param {import('../base/progress.js').Progress} progress
 */
export async function reconcile({ dir, since = new Date(0) }, environment, progress) {
  const { FRONTROW_URL, OPERATOR_EMAIL, OPERATOR_PASSWORD, OPERATOR_CODE } = environment;
  const isElsewhere = FRONTROW_URL !== undefined;
  const operator = isElsewhere
    ? { url: FRONTROW_URL, email: OPERATOR_EMAIL, password: OPERATOR_PASSWORD, code: OPERATOR_CODE }
    : operatorOf(dir);
  if (!isElsewhere) await completeOrders(dir, progress);
  const cookie = await signIn(operator);
  const wanted = { since: since.toISOString(), ordersComplete: !isElsewhere };
  const answer = await post(`${operator.url}/api/payments/reconcile`, wanted, cookie);
  const report = await answer.text();
  if (!answer.ok) throw new Problem(`Payments can't reconcile (${answer.status}): ${report}`);
  return JSON.stringify(JSON.parse(report), null, 2);
}

/** @param {string} dir */
function operatorOf(dir) {
  const { OPERATOR_EMAIL: email, OPERATOR_PASSWORD: password, PUBLIC_URL: url } = environmentOf(dir, 'auth');
  return { url, email, password };
}

/** @param {string} dir @param {import('../base/progress.js').Progress} progress */
async function completeOrders(dir, progress) {
  const databases = openDatabases(dir, {});
  try {
    await compare(databases, { name: 'payments.orders', mend: true }, progress);
  } finally {
    await Promise.all(databases.map((database) => database.close()));
  }
}

/** @param {{ url: string | undefined, email: string | undefined, password: string | undefined, code?: string | undefined }} operator */
async function signIn({ url, email, password, code }) {
  const begun = await post(`${url}/api/users/signIn`, { email, password });
  if (begun.status === 202 && !code) throw new Problem(`${email} has a second factor: give OPERATOR_CODE, too.`);
  const answer = begun.status === 202 ? await post(`${url}/api/users/signIn/totp`, { code }, cookieOf(begun)) : begun;
  if (!answer.ok) throw new Problem(`The operator ${email} can't sign in at ${url} (${answer.status}).`);
  return cookieOf(answer);
}

/** @param {Response} answer */
const cookieOf = (answer) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

/** @param {string} url @param {object} body @param {string} [cookie] */
async function post(url, body, cookie) {
  const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) };
  try {
    return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  } catch {
    throw new Problem(`${url} does not answer: is Frontrow running?`);
  }
}
