import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { baseUrl } from './support/instance.ts';

/** Every address that a browser without a session is led to, from `path` on. */
async function addressesFrom(path: string): Promise<string[]> {
  const seen = [new URL(path, baseUrl).href];
  for (;;) {
    const { status, headers } = await fetch(seen.at(-1)!, { redirect: 'manual' });
    if (status < 300 || status > 399) return seen.slice(1);
    seen.push(new URL(headers.get('location')!, seen.at(-1)).href);
    if (seen.length > 5) throw new Error(`no end of redirects: ${seen.join(' → ')}`);
  }
}

test.each([
  'payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2',
  'payment_intent_client_secret=pi_1_secret_2',
])('coming back from the bank signed out (%s), the secret of the payment is in no address of ours', async (search) => {
  const path = `/orders/${randomUUID()}`;
  const addresses = await addressesFrom(`${path}?${search}&redirect_status=succeeded`);
  expect(addresses.at(-1)).toBe(`${baseUrl}/signin?next=${encodeURIComponent(path)}`);
  expect(addresses.join(' ')).not.toContain('secret');
});

test.each(['/.//evil.example/phish', '/\\evil.example', '//evil.example', '/a/..//evil.example'])(
  'a page to sign in that is to lead on to %s leads to no other site',
  async (next) => {
    const answer = await fetch(`${baseUrl}/language`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: baseUrl, referer: `${baseUrl}${next}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'language=en',
    });
    expect(answer.status).toBe(303);
    expect(new URL(answer.headers.get('location')!, baseUrl).origin).toBe(baseUrl);
  },
);
