import {
  AdmissionIssued,
  EmailChanged,
  type EmailState,
  EmailVerificationRequested,
  type FrontrowEvent,
  OrderCompleted,
  PasswordResetRequested,
  UserCreated,
  UserDeleted,
  type UserState,
  UserUpdated,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { derivedCode, readDerivedToken } from '@frontrow/common/service';
import { anOrder, eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { claimDue, noteOutcomes, reviewHeld } from '../src/store/mails.ts';
import { forget } from '../src/workers/forget.ts';
import {
  aUser,
  hear,
  mailbox,
  mailsOf,
  mailsTo,
  type NotificationsService,
  RESET_SECRET,
  startNotifications,
} from './setup.ts';

let optional: NotificationsService;
let required: NotificationsService;
beforeAll(async () => {
  [optional, required] = await Promise.all([
    startNotifications(),
    startNotifications({ EMAIL_VERIFICATION: 'required' }),
  ]);
});
afterAll(() => Promise.all([optional.stop(), required.stop()]));

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

type User = ReturnType<typeof aUser>;
type Verification = NonNullable<EmailState['verification']>;

const asked = (user: User, changes: Partial<Verification> = {}, version = 1) => {
  const id = newId();
  const times = { requestedAt: inHours(0), codeExpiresAt: inHours(0.5), expiresAt: inHours(24) };
  const verification = { id, purpose: 'sign_up' as const, email: user.email, ownerId: null, ...times, ...changes };
  const state = { userId: user.id, verification, former: null };
  return eventOf(EmailVerificationRequested, state, { id: user.id, version });
};
const changed = (user: User, verified: boolean, version = 2) => {
  const former = { email: user.email, verified, changedAt: inHours(0) };
  return eventOf(EmailChanged, { userId: user.id, verification: null, former }, { id: user.id, version });
};
const updated = (user: User, version: number, changes: Partial<UserState> = {}) =>
  eventOf(UserUpdated, { ...user, ...changes }, { version });
const verified = (user: User, version = 2) => updated(user, version, { verifiedAt: inHours(0) });
const gone = (user: User, version: number) =>
  eventOf(UserDeleted, { ...user, email: '', deletedAt: inHours(0) }, { version });

/** What tells that someone has tickets. */
function bought({ id: userId }: User): FrontrowEvent[] {
  const order = anOrder({ userId, status: 'complete' });
  const issued = { orderId: order.id, ticketId: order.ticketId, userId, admissions: [] };
  return [
    eventOf(OrderCompleted, order, { version: 2 }),
    eventOf(AdmissionIssued, issued, { id: order.id }) as FrontrowEvent,
  ];
}
const states = async (service: NotificationsService, { id }: User) =>
  Object.fromEntries((await mailsOf(service, id)).map(({ kind, state }) => [kind, state]));
const becomes = (service: NotificationsService, user: User, expected: Record<string, string>) =>
  eventually(async () => expect(await states(service, user)).toEqual(expected));

describe('the mail that confirms an address', () => {
  test('has the token and the code that auth can check, which its event has not', async () => {
    const user = aUser();
    const event = asked(user);
    await hear(optional, eventOf(UserCreated, user), event, event);
    await mailsTo(optional, user.id, ['welcome', 'verify_email']);
    const mail = (await mailbox(optional, user.email)).find(({ subject }) => /^Confirm/.test(subject))!;
    const { id } = event.data.verification!;
    const token = decodeURIComponent(/verify-email\?token=(\S+)/.exec(mail.plain)![1]!);
    expect(readDerivedToken(RESET_SECRET, 'verify-email', token)).toBe(id);
    const code = derivedCode(RESET_SECRET, 'verify-email-code', id, 6);
    expect(mail.plain).toMatch(new RegExp(`^${code}$`, 'm'));
    expect(JSON.stringify(event)).not.toContain(code);
    expect(JSON.stringify(event)).not.toContain(token.split('.')[1]);
  });

  test('goes to the new address in the language of the account, and the former is told of the change', async () => {
    const user = aUser('de');
    const address = `new-${user.email}`;
    await hear(
      optional,
      eventOf(UserCreated, user),
      asked(user, { purpose: 'change', email: address }),
      changed(user, false),
      updated(user, 2, { email: address }),
    );
    await mailsTo(optional, user.id, ['welcome', 'verify_email', 'email_changed']);
    expect((await mailbox(optional, address)).map(({ subject }) => subject)).toContain(
      'Bestätige deine neue E-Mail-Adresse',
    );
    expect((await mailbox(optional, user.email)).map(({ subject }) => subject)).toContain(
      'Deine E-Mail-Adresse wurde geändert',
    );
  });

  test('is not sent where somebody has the address: they are told that somebody wanted it', async () => {
    const [user, owner] = [aUser(), aUser('de')];
    await hear(
      optional,
      ...[user, owner].map((one) => eventOf(UserCreated, one)),
      asked(user, { purpose: 'change', email: owner.email, ownerId: owner.id }),
    );
    await mailsTo(optional, owner.id, ['welcome', 'email_taken']);
    await mailsTo(optional, user.id, ['welcome']);
    const texts = (await mailbox(optional, owner.email)).map(({ plain }) => plain).join();
    expect(texts).not.toContain('verify-email');
    expect(texts).not.toContain(user.email);
  });

  test('is not sent once its link has run out', async () => {
    const user = aUser();
    await hear(optional, eventOf(UserCreated, user), asked(user, { expiresAt: inHours(-1) }));
    await becomes(optional, user, { welcome: 'sent', verify_email: 'skipped' });
  });
});

test('a link to a new password waits until the address is known that it is for', async () => {
  const user = aUser();
  const moved = `moved-${user.email}`;
  const reset = { id: newId(), requestedAt: inHours(0), expiresAt: inHours(0.5), userVersion: 2 };
  await hear(
    optional,
    eventOf(UserCreated, user),
    eventOf(PasswordResetRequested, { userId: user.id, reset, changedAt: null }, { id: user.id }),
  );
  await becomes(optional, user, { welcome: 'sent', password_reset: 'queued' });
  await hear(optional, updated(user, 2, { email: moved }));
  await mailsTo(optional, user.id, ['welcome', 'password_reset']);
  expect(await mailbox(optional, moved)).toHaveLength(1);
});

describe('where addresses must be confirmed', () => {
  test('all other mails wait for it, nobody else waits for them, and they come together', async () => {
    const [user, other] = [aUser(), aUser()];
    await hear(required, eventOf(UserCreated, user), asked(user), ...bought(user));
    await becomes(required, user, { verify_email: 'sent', welcome: 'held', order_complete: 'held' });
    expect((await mailbox(required, user.email)).map(({ subject }) => subject)).toEqual(['Confirm your email address']);

    await hear(required, eventOf(UserCreated, other), verified(other), ...bought(other));
    await mailsTo(required, other.id, ['welcome', 'order_complete']);
    expect(await states(required, user)).toMatchObject({ welcome: 'held', order_complete: 'held' });

    const event = verified(user);
    await hear(required, event, event);
    await mailsTo(required, user.id, ['verify_email', 'welcome', 'order_complete']);
    await hear(required, ...bought(user));
    await eventually(async () => expect(await mailbox(required, user.email)).toHaveLength(4));
  });

  test('who forgot the password before that is let in all the same', async () => {
    const user = aUser();
    const reset = { id: newId(), requestedAt: inHours(0), expiresAt: inHours(0.5), userVersion: 1 };
    await hear(
      required,
      eventOf(UserCreated, user),
      eventOf(PasswordResetRequested, { userId: user.id, reset, changedAt: null }, { id: user.id }),
    );
    await becomes(required, user, { welcome: 'held', password_reset: 'sent' });
  });

  test('a former address that nobody confirmed is told nothing', async () => {
    const [stranger, own] = [aUser(), aUser()];
    for (const [user, wasVerified] of [[stranger, false] as const, [own, true] as const]) {
      await hear(
        required,
        eventOf(UserCreated, user),
        changed(user, wasVerified),
        updated(user, 2, { email: `moved-${user.email}`, verifiedAt: inHours(0) }),
      );
    }
    await becomes(required, stranger, { welcome: 'sent', email_changed: 'skipped' });
    await becomes(required, own, { welcome: 'sent', email_changed: 'sent' });
    expect(await mailbox(required, stranger.email)).toEqual([]);
  });

  test('who is gone before gets none of them', async () => {
    const user = aUser();
    await hear(required, eventOf(UserCreated, user), asked(user), ...bought(user));
    await becomes(required, user, { verify_email: 'sent', welcome: 'held', order_complete: 'held' });
    await hear(required, gone(user, 2));
    await becomes(required, user, { verify_email: 'sent', welcome: 'skipped', order_complete: 'skipped' });
    const { rows } = await required.kit.db.pool.query('select about from mails where user_id = $1', [user.id]);
    expect(JSON.stringify(rows)).not.toContain(user.email);
    expect(await mailbox(required, user.email)).toEqual([]);
  });

  test.each([
    ['confirms', 'verified = true', 'sent'],
    ['leaves', `email = ''`, 'skipped'],
  ])('a mail is not held for ever when its recipient %s while it is looked at', async (_what, change, end) => {
    const { db } = required.kit;
    const user = aUser();
    await hear(required, eventOf(UserCreated, user));
    await becomes(required, user, { welcome: 'held' });
    const claimed = async () => {
      await db.pool.query(`update mails set state = 'queued', due_at = 'infinity' where user_id = $1`, [user.id]);
      const { rows } = await db.pool.query(
        `update mails set claimed_by = $2, claimed_until = 'infinity' where user_id = $1 returning id`,
        [user.id, newId()],
      );
      return rows[0].id as string;
    };
    const hold = async (id: string) => {
      const { rows } = await db.pool.query('select claimed_by from mails where id = $1', [id]);
      await noteOutcomes(db, rows[0].claimed_by, [{ id, state: 'held', why: 'waits' }]);
    };

    // Whoever looked before finds out when it is written down.
    const confirming = await db.pool.connect();
    await confirming.query('begin');
    await confirming.query(`update users set ${change} where id = $1`, [user.id]);
    const holding = hold(await claimed());
    await eventually(async () => {
      const { rows } = await db.pool.query(`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      expect(rows).toHaveLength(1);
    });
    await confirming.query('commit');
    confirming.release();
    await holding;
    await becomes(required, user, { welcome: end });
  });

  test('would be held for ever if the copy were only read (negative control)', async () => {
    const { pool } = required.kit.db;
    const user = aUser();
    await hear(required, eventOf(UserCreated, user));
    await becomes(required, user, { welcome: 'held' });
    await pool.query(`update mails set state = 'queued', due_at = 'infinity' where user_id = $1`, [user.id]);
    const confirming = await pool.connect();
    await confirming.query('begin');
    await confirming.query('update users set verified = true where id = $1', [user.id]);
    await confirming.query(`update mails set state = 'queued' where user_id = $1 and state = 'held'`, [user.id]);
    await pool.query(
      `update mails set state = 'held' where user_id = $1
         and exists (select from users where users.id = user_id and not verified)`,
      [user.id],
    );
    await confirming.query('commit');
    confirming.release();
    expect(await states(required, user)).toEqual({ welcome: 'held' });
    await reviewHeld(required.kit.db, 90, true); // what looks once an hour, should it happen all the same
    await mailsTo(required, user.id, ['welcome']);
  });

  test('mails are given up when nobody confirms the address, and sent when nobody has to any more', async () => {
    const [never, still] = [aUser(), aUser()];
    await hear(required, ...[never, still].map((user) => eventOf(UserCreated, user)));
    for (const user of [never, still]) await becomes(required, user, { welcome: 'held' });
    const { pool } = required.kit.db;
    await pool.query(`update mails set happened_at = now() - interval '91 days' where user_id = $1`, [never.id]);
    await forget(required.kit).run();
    expect([await states(required, never), await states(required, still)]).toEqual([
      { welcome: 'skipped' },
      { welcome: 'held' },
    ]);
    await forget({ ...required.kit, config: { ...required.kit.config, EMAIL_VERIFICATION: 'optional' } }).run();
    expect(await states(required, still)).toEqual({ welcome: 'queued' });
  });
});

test('someone who changes their account after long is not welcomed again', async () => {
  const user = { ...aUser(), createdAt: inHours(-24 * 365) };
  await hear(optional, updated(user, 7, { language: 'de' }));
  await becomes(optional, user, { welcome: 'skipped' });
});

test('mails of who has confirmed and of who has not are claimed alike', async () => {
  const user = aUser();
  await hear(required, eventOf(UserCreated, user));
  await becomes(required, user, { welcome: 'held' });
  await required.kit.db.pool.query(`update mails set due_at = now() where user_id = $1`, [user.id]);
  expect((await claimDue(required.kit.db, newId(), 10)).map(({ mail }) => mail.userId)).not.toContain(user.id);
});
