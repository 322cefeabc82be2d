import { UserCreated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { aUser, hear, mailsOf, mailsTo, type NotificationsService, newcomer, startNotifications } from './setup.ts';

let open: NotificationsService;
let closed: NotificationsService;
beforeAll(async () => {
  [open, closed] = await Promise.all([startNotifications({ MAILBOX: 'open' }), startNotifications()]);
});
afterAll(() => Promise.all([open.stop(), closed.stop()]));

const get = ({ url }: NotificationsService, path: string) => supertest(url).get(`/api/notifications/mailbox${path}`);

test('an open mailbox shows the newest mails, those to one address, and each as HTML and as text', async () => {
  const [first, second] = [await newcomer(open), await newcomer(open, 'de')];
  const all = await get(open, '');
  expect([all.status, all.body.map(({ to }: { to: string }) => to)]).toEqual([200, [second.email, first.email]]);
  const { body: mine } = await get(open, `?to=${first.email.toUpperCase()}`);
  expect(mine).toEqual([
    { id: expect.any(String), to: first.email, subject: 'Welcome to Frontrow', receivedAt: expect.any(String) },
  ]);
  const one = await get(open, `/${mine[0].id}`);
  expect(one.body).toEqual({
    ...mine[0],
    html: expect.stringMatching(/^<!doctype html>/),
    text: expect.stringContaining(first.email),
    attachments: [],
  });
});

test('an open mailbox finds an address in whatever form it is typed', async () => {
  const user = aUser('en', 'Jürgen@münchen-musik.de');
  await hear(open, eventOf(UserCreated, user));
  await mailsTo(open, user.id, ['welcome']);
  const { body } = await get(open, `?to=${encodeURIComponent('jürgen@xn--mnchen-musik-dlb.de')}`);
  expect(body.map(({ to }: { to: string }) => to)).toEqual([user.email]);
});

test.each([
  ['/?limit=101', 'limit'],
  ['/?to=nobody', 'to'],
  ['/?from=ada', 'from'],
  ['/not-an-id', 'id'],
])('%s is refused and names %s', async (path, field) => {
  const { status, body } = await get(open, path);
  expect([status, body.errors.map((error: { field: string }) => error.field)]).toEqual([400, [field]]);
});

test('a mail that is not there is a 404', async () => {
  expect((await get(open, `/${newId()}`)).status).toBe(404);
});

test('a mailbox that is not open is not there, though its mails are', async () => {
  const user = await newcomer(closed);
  const [mail] = await mailsOf(closed, user.id);
  const answers = await Promise.all([get(closed, ''), get(closed, `/${mail!.id}`)]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  for (const { text } of answers) expect(text).not.toContain(user.email);
});
