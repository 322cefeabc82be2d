import { createHmac, randomInt } from 'node:crypto';

const HOW_MANY = 10;
/** Nobody takes one of these signs for another. Ten of them are 49 bits, and each try is counted. */
const SIGNS = '2346789ABCDEFGHJKMNPQRTVWXYZ'.split('');
const LENGTH = 10;

/** New codes, as they are shown: `K7QF2-9M3XD`. */
export const newRecoveryCodes = (): string[] => Array.from({ length: HOW_MANY }, newCode);

function newCode(): string {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return `${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`;
}

/**
 * What is kept of a code. A keyed hash without a cost: codes are random, so they cannot be guessed from a stolen database,
 * and not even be tried without the key.
 */
export const hashRecoveryCode = (key: string, userId: string, code: string): string =>
  createHmac('sha256', key)
    .update(`recovery-code:${userId}:${normal(code)}`)
    .digest('base64url');

const normal = (code: string) =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z\d]/g, '');
