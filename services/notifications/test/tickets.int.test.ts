import {
  AdmissionIssued,
  type IssuedCodes,
  OrderCompleted,
  OrderCreated,
  TicketCreated,
  UserCreated,
} from '@frontrow/common/contracts';
import { sealer } from '@frontrow/common/service';
import { anOrder, aTicket, eventOf, freePort } from '@frontrow/common/testing';
import { afterEach, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { type MailServer, startMailServer } from './mail-server.ts';
import { aUser, CODES_SECRET, hear, mailbox, mailsTo, type NotificationsService, startNotifications } from './setup.ts';

const codes: IssuedCodes = [
  { code: '1'.repeat(242), shortCode: '7K2M93QX' },
  { code: '2'.repeat(242), shortCode: 'ABCDEFGH' },
];

let service: NotificationsService;
let server: MailServer | undefined;
afterEach(async () => {
  await service.stop();
  await server?.close();
  server = undefined;
});

/** Has somebody buy two tickets, whose codes were sealed with a secret. */
async function buy(secret = CODES_SECRET) {
  const [user, ticket] = [aUser(), aTicket({ title: 'The Night Ferry', endsAt: '2031-05-03T21:00:00.000Z' })];
  const order = anOrder({ userId: user.id, ticketId: ticket.id, quantity: 2 });
  const sealed = sealer(secret).seal(order.id, JSON.stringify(codes));
  const state = { orderId: order.id, ticketId: ticket.id, userId: user.id, admissions: [], codes: sealed };
  await hear(
    service,
    eventOf(UserCreated, user),
    eventOf(TicketCreated, ticket),
    eventOf(OrderCreated, order),
    eventOf(OrderCompleted, { ...order, status: 'complete' }, { version: 2 }),
    eventOf(AdmissionIssued, state, { id: order.id }),
  );
  await mailsTo(service, user.id, ['welcome', 'order_complete']);
  return { user, ticket, order };
}

test('the mailbox shows the codes of tickets as pictures, and has the event for a calendar', async () => {
  service = await startNotifications({ MAILBOX: 'open' });
  const { user, ticket } = await buy();
  const [kept] = await mailbox(service, user.email);
  const { body } = await supertest(service.url).get(`/api/notifications/mailbox/${kept!.id}`);
  const pictures = [...body.html.matchAll(/<img src="data:image\/png;base64,([^"]+)"/g)].map(([, data]) => data);
  expect(new Set(pictures).size).toBe(2);
  for (const data of pictures) expect(Buffer.from(data, 'base64').subarray(1, 4).toString()).toBe('PNG');
  expect(body.html).not.toContain('cid:');
  for (const shown of ['7K2M-93QX', 'ABCD-EFGH']) expect(body.text).toContain(shown);
  expect(body.attachments).toEqual([
    { name: 'event.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH', content: expect.any(String) },
  ]);
  const calendar = Buffer.from(body.attachments[0].content, 'base64').toString();
  expect(calendar).toContain(`UID:${ticket.id}`);
  expect(calendar).toContain('DTEND:20310503T210000Z');
});

test('a mail server is handed the pictures by the names that the mail shows them by', async () => {
  const port = await freePort();
  server = await startMailServer(port);
  service = await startNotifications({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'tickets@frontrow.test' });
  await buy();
  const { message } = server.received.find(({ message }) => message.includes('The Night Ferry'))!;
  expect(message).toMatch(/Content-ID: <ticket-1@frontrow>/i);
  expect(message).toMatch(/Content-ID: <ticket-2@frontrow>/i);
  expect(message.match(/Content-Disposition: inline/gi)).toHaveLength(2);
  expect(message).toMatch(/Content-Type: text\/calendar;[\s\S]{0,120}event\.ics/i);
  expect(message.replaceAll('=\r\n', '')).toMatch(/cid:ticket-1@frontrow/);
});

test('tickets whose codes cannot be read are told of without them', async () => {
  service = await startNotifications({ MAILBOX: 'open' });
  const { user } = await buy('another secret than this service has');
  const [mail] = await mailbox(service, user.email);
  expect(mail).toMatchObject({ subject: 'Your tickets' });
  expect(mail!.html).not.toContain('<img');
  expect(mail!.plain).toContain('/my-tickets');
});
