import { createHmac } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import type { Person } from './market.ts';

/** Gives the browser of a page a place for passkeys that says yes to everything, as a finger on a sensor would. */
export async function addAuthenticator(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PERIOD_MS = 30_000;
const DIGITS = 6;

/**
 * What an authenticator app shows (RFC 6238), of now or of some half minutes later: a code is taken once, and one of the next
 * half minute already now. Its secret is base32, as it is typed.
 */
export function codeOfApp(secret: string, later = 0): string {
  const bits = [...secret.replaceAll(/[\s=]/g, '')]
    .map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / PERIOD_MS) + later));
  const digest = createHmac('sha1', key).update(counter).digest();
  const number = digest.readUInt32BE(digest.at(-1)! & 0xf) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** A code that is none of now, nor of the half minutes around it. */
export function wrongCodeOfApp(secret: string): string {
  const near = [-1, 0, 1, 2].map((later) => codeOfApp(secret, later));
  return ['000000', '111111', '222222', '333333', '444444'].find((code) => !near.includes(code))!;
}

/** Sets an authenticator app up through the API; the person's own session goes on. */
export async function setUpApp({ request }: Person): Promise<{ secret: string; recoveryCodes: string[] }> {
  const started = await request.post('/api/users/factors/totp', { data: {} });
  expect(started.status(), await started.text()).toBe(201);
  const { secret } = await started.json();
  const confirmed = await request.post('/api/users/factors/totp/confirm', { data: { code: codeOfApp(secret) } });
  expect(confirmed.status(), await confirmed.text()).toBe(201);
  return { secret, recoveryCodes: (await confirmed.json()).recoveryCodes };
}
