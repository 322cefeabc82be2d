import { findRunning } from '../base/instance.js';
import { Problem } from '../base/problem.js';
import { environmentOf } from './databases.js';

/**
 * Has payments compare its books with the provider's since a time, as the operator; resolves to its report.
 * @param {import('./options.js').RecoverOptions} options
 * @param {NodeJS.ProcessEnv} environment
 */
export async function reconcile({ dir, since }, environment) {
  const { url, email, password } = operatorOf(dir, environment);
  const signedIn = await post(`${url}/api/users/signIn`, { email, password });
  if (signedIn.status !== 200) throw new Problem(`The operator ${email} can't sign in at ${url} (${signedIn.status}).`);
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const answer = await post(`${url}/api/payments/reconcile`, since ? { since: since.toISOString() } : {}, cookie);
  const report = await answer.json();
  if (!answer.ok) throw new Problem(`Payments can't reconcile (${answer.status}): ${JSON.stringify(report)}`);
  return JSON.stringify(report, null, 2);
}

/** @param {string} dir @param {NodeJS.ProcessEnv} environment */
function operatorOf(dir, { FRONTROW_URL, OPERATOR_EMAIL, OPERATOR_PASSWORD }) {
  if (FRONTROW_URL) return { url: FRONTROW_URL, email: OPERATOR_EMAIL, password: OPERATOR_PASSWORD };
  const { OPERATOR_EMAIL: email, OPERATOR_PASSWORD: password, PUBLIC_URL: url } = environmentOf(dir, 'auth');
  if (!findRunning(dir))
    throw new Problem(`Frontrow does not run on ${dir}: start it with bin/up, or give FRONTROW_URL.`);
  return { url, email, password };
}

/** @param {string} url @param {object} body @param {string} [cookie] */
async function post(url, body, cookie) {
  try {
    const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) };
    return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  } catch {
    throw new Problem(`${url} does not answer: is Frontrow running?`);
  }
}
