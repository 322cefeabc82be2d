import { aggregateOf, type FrontrowEvent, type Language, UserCreated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { eventOf, eventually, startTestService, type TestService } from '@frontrow/common/testing';
import { expect } from '@jest/globals';
import type { Config, NotificationsKit } from '../src/config.ts';
import { notifications } from '../src/service.ts';

export const RESET_SECRET = 'a secret that auth and notifications share';
export const CODES_SECRET = 'a secret that tickets and notifications share';

export type NotificationsService = TestService<Config, NotificationsKit['resources']>;

export const startNotifications = (environment: Record<string, string> = {}): Promise<NotificationsService> =>
  startTestService(notifications, { RESET_SECRET, CODES_SECRET, ANNOUNCE_AFTER_SECONDS: '0', ...environment });

/** Has the service hear events, one after the other, as if the bus had brought them. */
export async function hear(service: NotificationsService, ...events: FrontrowEvent[]): Promise<void> {
  for (const event of events) await service.deliver(`notifications-${aggregateOf(event.type)}`, event);
}

export function aUser(language?: Language, email?: string) {
  const id = newId();
  const createdAt = new Date().toISOString();
  return { id, email: email ?? `${id}@example.test`, role: 'user' as const, createdAt, ...(language && { language }) };
}

/** Someone whom the service knows, and their welcome told. */
export async function newcomer(service: NotificationsService, language?: Language) {
  const user = aUser(language);
  await hear(service, eventOf(UserCreated, user));
  await mailsTo(service, user.id, ['welcome']);
  return user;
}

interface MailRow {
  id: string;
  kind: string;
  state: string;
  why: string | null;
  tries: number;
}

export async function mailsOf({ kit }: NotificationsService, userId: string): Promise<MailRow[]> {
  const { rows } = await kit.db.pool.query<MailRow>(
    'select id, kind, state, why, tries from mails where user_id = $1 order by id',
    [userId],
  );
  return rows;
}

/** Waits until exactly these mails were sent to a user and none is queued. */
export const mailsTo = (service: NotificationsService, userId: string, kinds: string[]): Promise<void> =>
  eventually(async () => {
    const mails = await mailsOf(service, userId);
    expect(mails.filter(({ state }) => state === 'queued')).toEqual([]);
    const sent = mails.filter(({ state }) => state === 'sent').map(({ kind }) => kind);
    expect(sent.sort()).toEqual([...kinds].sort());
  }, 60_000);

/** The mails in the mailbox of an address, the newest first. */
export async function mailbox({ kit }: NotificationsService, email: string) {
  const { rows } = await kit.db.pool.query<{ id: string; subject: string; html: string; plain: string }>(
    'select id, subject, html, plain from mailbox where email = $1 order by received_at desc',
    [email],
  );
  return rows;
}
