import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../base/problem.js';
import { orProblem, ROOT } from '../options.js';

export const ATTACK_HELP = `Attacks a sale on a stack of its own, with LIMITS=strict and HOLD_SECONDS=60, and says what honest people got.

  bin/attack                   a sale without the attacker, the same with it, and then stolen cards
  bin/attack --minutes 1       a short one

  --minutes N    how long each sale takes (default 10)
  --honest N     people who come evenly over that time, each from an address of their own (default 80)
  --accounts N   accounts of the attacker (default 200)
  --addresses N  addresses that they come from (default 20)
  --units N      units of the listing (default 100)
  --cards N      stolen cards, all of which are declined (default 1000)
  --limits WORD  strict, or generous to see what the attacker does where nothing is counted (default strict)
  --challenge WORD
                 off, auto or always (default off); the attacker solves what it is given, as everybody does
  --state DIR    where the stack keeps its data (default .frontrow/attack)
  --help         this text

The exit code says whether the honest got at least 90 % of what they got without the attacker, and no more than 60 cards were tried: whoever
is refused then has to wait for the rest of an hour, so a short run shows what an hour has.
`;

/**
 * @typedef {ReturnType<typeof parseAttackOptions>} AttackOptions
 * @param {string[]} args
 */
export function parseAttackOptions(args) {
  const options = /** @type {const} */ ({
    help: { type: 'boolean', short: 'h' },
    minutes: { type: 'string', default: '10' },
    honest: { type: 'string', default: '80' },
    accounts: { type: 'string', default: '200' },
    addresses: { type: 'string', default: '20' },
    units: { type: 'string', default: '100' },
    cards: { type: 'string', default: '1000' },
    limits: { type: 'string', default: 'strict' },
    challenge: { type: 'string', default: 'off' },
    state: { type: 'string' },
  });
  const { values } = orProblem(() => parseArgs({ args, options }), 'bin/attack --help');
  const parsed = {
    help: values.help ?? false,
    minutes: natural('minutes', values.minutes),
    honest: natural('honest', values.honest),
    accounts: natural('accounts', values.accounts),
    addresses: natural('addresses', values.addresses),
    units: natural('units', values.units),
    cards: natural('cards', values.cards),
    limits: oneOf('limits', values.limits, ['strict', 'generous']),
    challenge: oneOf('challenge', values.challenge, ['off', 'auto', 'always']),
    dir: resolve(values.state ?? join(ROOT, '.frontrow/attack')),
  };
  if (parsed.addresses > 250 || parsed.honest > 250) throw new Problem('There is room for 250 addresses of each kind.');
  if (parsed.addresses > parsed.accounts) throw new Problem('Each address needs an account: give more --accounts.');
  return parsed;
}

/** @param {string} name @param {string} text */
function natural(name, text) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number > 0 && Number.isSafeInteger(number)) return number;
  throw new Problem(`--${name} ${text} is not a whole number above nought.`);
}

/** @param {string} name @param {string} word @param {string[]} known */
function oneOf(name, word, known) {
  if (known.includes(word)) return word;
  throw new Problem(`--${name} ${word} cannot be: it is ${known.join(' or ')}.`);
}
