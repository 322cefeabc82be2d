import { UserCreated } from '@frontrow/common/contracts';
import { eventOf, eventually, freePort } from '@frontrow/common/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { messageId } from '../src/smtp/message-id.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { aUser, hear, mailsOf, mailsTo, type NotificationsService, startNotifications } from './setup.ts';

let port: number;
let server: MailServer | undefined;
let service: NotificationsService;
const settings = () => ({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Frontrow <tickets@frontrow.test>' });
beforeEach(async () => {
  port = await freePort();
  service = await startNotifications(settings());
});
afterEach(async () => {
  await service.stop();
  await server?.close();
  server = undefined;
});

const idOf = (userId: string) => messageId({ kind: 'welcome', topic: userId, userId }, 'http://frontrow.test');

test('a mail waits for a mail server that is down, and is delivered once when it is back', async () => {
  const user = aUser();
  await hear(service, eventOf(UserCreated, user));
  await eventually(async () =>
    expect((await mailsOf(service, user.id))[0]).toMatchObject({
      state: 'queued',
      why: expect.stringContaining('ECONNREFUSED'),
    }),
  );
  server = await startMailServer(port);
  await mailsTo(service, user.id, ['welcome']);
  const [mail, ...more] = server.received;
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ from: 'tickets@frontrow.test', to: [user.email] });
  expect(mail!.message).toContain(`Message-ID: ${idOf(user.id)}`);
  expect(mail!.message).toMatch(/Auto-Submitted: auto-generated/);
  expect(mail!.message).toMatch(/multipart\/alternative[\s\S]*text\/plain[\s\S]*text\/html/);
});

test.each([
  ['jürgen@münchen-musik.de', /jürgen@(münchen-musik|xn--mnchen-musik-dlb)\.de/],
  ['x@münchen-musik.de', /^x@(münchen-musik|xn--mnchen-musik-dlb)\.de/],
  ['try..this@docomo.ne.jp', /^"try\.\.this"@docomo\.ne\.jp/],
  ['a&b@example.test', /a&b@example\.test/],
  ["o'brien@example.test", /o'brien@example\.test/],
  ['用户@例え.テスト', /用户@(例え\.テスト|xn--r8jz45g\.xn--zckzah)/],
])('a mail to %s arrives there', async (email, expected) => {
  server = await startMailServer(port);
  const user = aUser('de', email);
  await hear(service, eventOf(UserCreated, user));
  await mailsTo(service, user.id, ['welcome']);
  const [{ to, message } = { to: [], message: '' }] = server.received;
  expect(to).toEqual([expect.stringMatching(expected)]);
  expect(/^To: <?(.*)$/m.exec(message)?.[1]).toMatch(expected);
});

test('what the server refuses for now is tried again, what it refuses for good is not', async () => {
  const [patient, gone] = [aUser(), aUser()];
  let refusals = 0;
  server = await startMailServer(port, (to) => {
    if (to === gone.email) return 550;
    if (to === patient.email && refusals++ === 0) return 451;
    return undefined;
  });
  await hear(service, eventOf(UserCreated, patient), eventOf(UserCreated, gone));
  await mailsTo(service, patient.id, ['welcome']);
  await eventually(async () =>
    expect((await mailsOf(service, gone.id))[0]).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('550'),
    }),
  );
  expect(refusals).toBe(2);
  expect(server.received.map(({ to }) => to)).toEqual([[patient.email]]);
});

test('a mail whose answer is lost is sent again under the same Message-ID, by which it is known again', async () => {
  const user = aUser();
  server = await startMailServer(port);
  server.swallowNextAnswer();
  await hear(service, eventOf(UserCreated, user));
  await mailsTo(service, user.id, ['welcome']);
  expect(server.received).toHaveLength(2);
  const ids = server.received.map(({ message }) => /^Message-ID: (.*)$/m.exec(message)?.[1]?.trim());
  expect(ids).toEqual([idOf(user.id), idOf(user.id)]);
});

test('two replicas send each mail once', async () => {
  server = await startMailServer(port);
  const { DATABASE_URL } = service.kit.config;
  const twin = await startNotifications({ ...settings(), DATABASE_URL });
  try {
    const users = Array.from({ length: 40 }, () => aUser());
    await Promise.all(users.map((user, index) => hear(index % 2 ? service : twin, eventOf(UserCreated, user))));
    await Promise.all(users.map((user) => mailsTo(service, user.id, ['welcome'])));
    const to = server.received.flatMap((mail) => mail.to);
    expect(to.sort()).toEqual(users.map(({ email }) => email).sort());
  } finally {
    await twin.stop();
  }
});

test('the configuration is refused where mail could be read by strangers, or has no sender', async () => {
  await expect(startNotifications({ ...settings(), MAILBOX: 'open' })).rejects.toThrow(/MAILBOX cannot be open/);
  await expect(startNotifications({ SMTP_URL: 'smtp://127.0.0.1:1' })).rejects.toThrow(/MAIL_FROM/);
});
