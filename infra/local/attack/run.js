import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgress } from '../base/progress.js';
import { stopSignal } from '../base/stop-signals.js';
import { ROOT } from '../options.js';
import { ENGINES } from '../prepare/find-engines.js';
import { prepare } from '../prepare/prepare.js';
import { startTestStack } from '../runner/test-environment.js';
import { tryCards } from './cards.js';
import { openPeople } from './people.js';
import { runSale } from './sale.js';

/** What the honest must get of what they got without the attacker, and how many stolen cards may be tried in an hour. */
const LEAST_SHARE = 0.9;
const MOST_CARDS = 60;
const HOLD_SECONDS = '60';

/**
 * Runs the attack and tells what came of it; resolves to whether it was held off.
 * @param {import('./options.js').AttackOptions} options
 */
export async function runAttack(options) {
  const progress = createProgress();
  const signal = stopSignal(() => process.exit(130));
  process.env.LIMITS = options.limits; // for the gateway, too
  const ready = prepare({
    root: ROOT,
    logs: join(ROOT, 'artefacts/logs'),
    packages: ENGINES,
    progress,
    signal,
  });
  await ready.engines();
  const stack = await startTestStack(options.dir, progress, signal, {
    bare: true,
    client: false,
    settings: (_instance, process) => SETTINGS(options)[process] ?? {},
  });
  try {
    return await attack(stack, options, progress, signal);
  } finally {
    await progress.step('stop everything', () => stack.stop());
  }
}

/**
 * The sandbox declines the same few cards each time, where a thief has another one for each try.
 * @param {import('./options.js').AttackOptions} options
 * @returns {Record<string, Record<string, string>>}
 */
const SETTINGS = ({ challenge }) => ({
  orders: { HOLD_SECONDS, CHALLENGE: challenge },
  payments: { DECLINES_PER_CARD: '1000000' },
});

/**
 * @param {import('../runner/test-environment.js').Environment} stack
 * @param {import('./options.js').AttackOptions} options
 * @param {import('../base/progress.js').Progress} progress
 * @param {AbortSignal} signal
 */
async function attack({ env }, options, progress, signal) {
  const { minutes, units, cards } = options;
  const { secrets } = JSON.parse(readFileSync(join(options.dir, 'state.json'), 'utf8'));
  const at = { url: /** @type {string} */ (env.BASE_URL), sessionKey: secrets.sessionKey };
  const honest = openPeople(at, 'honest', options.honest, (index) => `127.1.0.${index + 1}`);
  const attackers = openPeople(
    at,
    'attacker',
    options.accounts,
    (index) => `127.66.0.${(index % options.addresses) + 1}`,
  );
  const networks = Array.from({ length: options.addresses }, (_, index) =>
    attackers.filter((_person, n) => n % options.addresses === index),
  );
  const [seller] = openPeople(at, 'seller', 1, () => '127.2.0.1');

  /** @param {string} title @param {number} quantity @returns {Promise<string>} */
  const list = async (title, quantity) => {
    const { status, body } = await /** @type {import('./people.js').Person} */ (seller).ask('POST', '/api/tickets', {
      title,
      price: 25,
      currency: 'EUR',
      quantity,
    });
    if (status !== 201) throw new Error(`no listing could be made: ${status} ${JSON.stringify(body)}`);
    return body.id;
  };
  const sale = async (/** @type {string} */ title, /** @type {typeof networks} */ against) => {
    const ticketId = await list(title, units);
    return runSale({ ticketId, honest, networks: against, minutes, signal });
  };

  const calm = await progress.step('a sale without the attacker', () => sale('A quiet night', []));
  tell('without the attacker', calm);
  const attacked = await progress.step('the same with the attacker', () => sale('A night under attack', networks));
  tell('with the attacker', attacked);
  const share = calm.got === 0 ? 0 : attacked.got / calm.got;
  const ticketId = await list('Bought with stolen cards', 1_000);
  const stolen = await progress.step('stolen cards', () => tryCards({ ticketId, accounts: attackers, cards, signal }));

  const holdsOff = share >= LEAST_SHARE;
  const keepsCards = stolen.tried <= MOST_CARDS;
  progress.say(`
  ${mark(holdsOff)} the honest got ${attacked.got} of ${calm.got} (${Math.round(share * 100)} %, at least ${LEAST_SHARE * 100} %)
  ${mark(keepsCards)} of ${cards} stolen cards ${stolen.tried} were tried (at most ${MOST_CARDS} in an hour); then: ${inWords(stolen.refusals)}
`);
  return holdsOff && keepsCards;

  /** @param {string} what @param {Awaited<ReturnType<typeof runSale>>} result */
  function tell(what, { got, came, medianWaitSeconds, longestWaitSeconds, refusals, grabbed }) {
    progress.say(
      `    ${what}: ${got} of ${came} got a unit, in ${medianWaitSeconds} s as a rule and ${longestWaitSeconds} s at most${
        grabbed ? `; the attacker took ${grabbed} units and paid for none` : ''
      }${Object.keys(refusals).length > 0 ? `; who went without was told last: ${inWords(refusals)}` : ''}`,
    );
  }
}

/** @param {boolean} isRight */
const mark = (isRight) => (isRight ? '✓' : '✗');

/** @param {Record<string, number>} counts */
const inWords = (counts) =>
  Object.entries(counts)
    .map(([what, count]) => `${count} × ${what}`)
    .join(', ') || 'nobody was refused';
