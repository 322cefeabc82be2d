import { expect, test } from '@jest/globals';
import { accountExport } from './account-export';
import { createApi } from './api/api';
import type { Send } from './api/request';

const account = {
  id: 'me',
  email: 'me@example.test',
  name: null,
  verifiedAt: null,
  pendingEmail: null,
  role: 'user' as const,
  language: 'en' as const,
  createdAt: '2026-11-22T10:00:00.000Z',
  decision: null,
};
const at = '2026-11-25T10:00:00.000Z';

/** What the services would answer, by path and cursor. */
const answers: Record<string, { data: unknown; next?: string }> = {
  '/api/tickets/doorDuty': { data: { staffOf: [{ ticketId: 'a' }], invitations: [], leases: [] } },
  '/api/tickets/organiser': { data: { name: 'Me', contact: '' } },
  '/api/tickets/selling': { data: [{ id: 'listing 1' }], next: 'more' },
  '/api/tickets/selling?more': { data: [{ id: 'listing 2' }] },
  '/api/orders': { data: [{ id: 'order 1' }] },
  '/api/orders/order%201/timeline': { data: [{ event: 'order.created' }] },
  '/api/payments': { data: [{ id: 'payment', status: 'captured', clientSecret: 'secret', challengeUrl: 'https://x' }] },
  '/api/tickets/admissions': { data: [] },
};
const sendFrom =
  (known: typeof answers): Send =>
  async (path, { query = {} } = {}) => {
    const found = known[query.cursor ? `${path}?${query.cursor}` : path];
    if (!found) return { ok: false, problem: { status: 503, title: 'away', errors: [] } };
    return { ok: true, data: found.data as never, status: 200, next: found.next };
  };
const factors = { passkeys: [], totp: null, recoveryCodes: null };
async function textOf(known: typeof answers): Promise<string> {
  let text = '';
  for await (const piece of accountExport(
    createApi(sendFrom(known)),
    { account, factors, sessions: [], events: [] },
    at,
  ))
    text += piece;
  return text;
}

test('an export is one JSON object with all pages of everything', async () => {
  const { about, ...data } = JSON.parse(await textOf(answers));
  expect(about).toContain('Card numbers never reach us');
  expect(data).toEqual({
    exportedAt: at,
    account,
    factors,
    organiser: { name: 'Me', contact: '' },
    sessions: [],
    accountEvents: [],
    listings: [{ id: 'listing 1' }, { id: 'listing 2' }],
    staffOf: [{ ticketId: 'a' }],
    invitedToStaffOf: [],
    guestListsTaken: [],
    orders: [
      { id: 'order 1', timeline: [{ event: 'order.created' }], payments: [{ id: 'payment', status: 'captured' }] },
    ],
    admissions: [],
  });
});

test.each(Object.keys(answers))('without %s it breaks off', async (missing) => {
  const { [missing]: _, ...rest } = answers;
  await expect(textOf(rest)).rejects.toThrow('broke off: 503');
});
