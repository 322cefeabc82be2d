import {
  type Decision,
  OrderCancelled,
  type OrderState,
  PaymentRefunded,
  TicketCancelled,
  TicketCreated,
  TicketUpdated,
  UserUpdated,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { anOrder, aPayment, aSession, aTicket, cookieOf, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { hear, mailbox, mailsOf, mailsTo, type NotificationsService, newcomer, startNotifications } from './setup.ts';

let service: NotificationsService;
beforeAll(async () => {
  service = await startNotifications({ CONTACT_EMAIL: 'help@frontrow.test' });
});
afterAll(() => service.stop());

const aDecision = (changes: Partial<Decision> = {}): Decision => ({
  id: newId(),
  what: 'suspended',
  ground: 'law',
  reason: 'There is no such event at this hall',
  at: new Date().toISOString(),
  lifted: null,
  ...changes,
});
const lift = (decision: Decision): Decision => ({
  ...decision,
  lifted: { at: new Date().toISOString(), reason: 'The hall has confirmed it' },
});

describe('a decision of operators', () => {
  test('about a listing is told to its seller once, however many of its states say so, and once more when it is lifted', async () => {
    const seller = await newcomer(service, 'de');
    const ticket = aTicket({ sellerId: seller.id, title: 'Takedown' });
    const decision = aDecision();
    const state = (version: number, made: Decision, changes = {}) =>
      eventOf(TicketUpdated, { ...ticket, ...changes, suspended: !made.lifted, decision: made }, { version });
    await hear(service, eventOf(TicketCreated, ticket), state(2, decision), state(3, decision, { quantity: 4 }));
    await mailsTo(service, seller.id, ['welcome', 'decision']);
    const [mail] = await mailbox(service, seller.email);
    expect(mail!.subject).toBe('Deine Veranstaltung wurde aus dem Verkauf genommen');
    for (const words of ['Takedown', decision.reason, 'auf das Gesetz', 'help@frontrow.test', `/sell/${ticket.id}`])
      expect(mail!.plain).toContain(words);

    await hear(service, state(4, lift(decision)), state(5, lift(decision), { quantity: 5 }));
    await mailsTo(service, seller.id, ['welcome', 'decision', 'decision_lifted']);
    expect((await mailbox(service, seller.email))[0]!.plain).toContain('The hall has confirmed it');

    const second = aDecision({ what: 'cancelled', ground: 'terms' });
    await hear(service, eventOf(TicketCancelled, { ...ticket, status: 'cancelled', decision: second }, { version: 6 }));
    await mailsTo(service, seller.id, ['welcome', 'decision', 'decision_lifted', 'decision']);
  });

  test('is told although a newer state was heard before', async () => {
    const seller = await newcomer(service);
    const ticket = aTicket({ sellerId: seller.id });
    const decision = aDecision();
    await hear(
      service,
      eventOf(TicketCreated, ticket),
      eventOf(TicketUpdated, { ...ticket, decision: lift(decision) }, { version: 3 }),
      eventOf(TicketUpdated, { ...ticket, suspended: true, decision }, { version: 2 }),
    );
    await mailsTo(service, seller.id, ['welcome', 'decision', 'decision_lifted']);
  });

  test('about an account is told to its owner, and other news of the account is not', async () => {
    const user = await newcomer(service);
    const decision = aDecision({ ground: 'terms' });
    const state = (version: number, made: Decision | null) =>
      eventOf(
        UserUpdated,
        { ...user, suspendedAt: made && !made.lifted ? made.at : null, decision: made },
        { version },
      );
    await hear(service, state(2, null), state(3, decision), state(3, decision), state(4, decision));
    await mailsTo(service, user.id, ['welcome', 'decision']);
    expect((await mailbox(service, user.email))[0]!.subject).toBe('Your account was suspended');
    await hear(service, state(5, lift(decision)));
    await mailsTo(service, user.id, ['welcome', 'decision', 'decision_lifted']);
  });

  test('of long ago is not told by a service that is new', async () => {
    const user = await newcomer(service);
    const at = new Date(Date.now() - 3 * 24 * 3_600_000).toISOString();
    await hear(
      service,
      eventOf(UserUpdated, { ...user, suspendedAt: at, decision: aDecision({ at }) }, { version: 2 }),
    );
    expect((await mailsOf(service, user.id)).filter(({ kind }) => kind === 'decision')).toMatchObject([
      { state: 'skipped' },
    ]);
  });
});

test.each<[OrderState['cancelReason'], string, RegExp]>([
  ['suspended', 'order_withdrawn', /not charged/],
  ['refunded_by_seller', 'order_returned', /The organiser has refunded/],
  ['refunded_by_operator', 'order_returned', /An operator of Frontrow has refunded/],
])('an order that ended because of %s is told of once: %s', async (cancelReason, kind, words) => {
  const buyer = await newcomer(service);
  const ticket = aTicket();
  const order = anOrder({
    userId: buyer.id,
    ticketId: ticket.id,
    status: 'cancelled',
    cancelReason,
    refund: 'granted',
  });
  const payment = aPayment({ orderId: order.id, userId: buyer.id, status: 'refunded', amountRefunded: 5000 });
  await hear(
    service,
    eventOf(TicketCreated, ticket),
    eventOf(OrderCancelled, order, { version: 3 }),
    ...(cancelReason === 'suspended' ? [] : [eventOf(PaymentRefunded, payment, { version: 5 })]),
  );
  await mailsTo(service, buyer.id, ['welcome', kind]);
  expect((await mailbox(service, buyer.email))[0]!.plain).toMatch(words);
});

describe('operators', () => {
  const as = async (role: 'user' | 'operator') => {
    const cookie = await cookieOf(aSession({ role }));
    const path = '/api/notifications';
    return {
      get: (rest: string) =>
        supertest(service.url)
          .get(path + rest)
          .set('cookie', cookie),
      post: (rest: string, body: object) =>
        supertest(service.url)
          .post(path + rest)
          .set('cookie', cookie)
          .send(body),
    };
  };
  const reason = 'It went astray';

  test('see what became of somebody’s mails, and nothing of what they say', async () => {
    const [operator, user] = [await as('operator'), await newcomer(service)];
    const { body } = await operator.get(`/mails?userId=${user.id}`);
    expect(body).toEqual([
      {
        id: expect.any(String),
        kind: 'welcome',
        userId: user.id,
        orderId: null,
        ticketId: null,
        state: 'sent',
        why: null,
        tries: 0,
        happenedAt: expect.any(String),
        endedAt: expect.any(String),
      },
    ]);
    expect((await (await as('user')).get(`/mails?userId=${user.id}`)).status).toBe(403);
  });

  test('send a mail again, each time that they ask, with a reason on record', async () => {
    const [operator, user] = [await as('operator'), await newcomer(service)];
    const [mail] = await mailsOf(service, user.id);
    const again = await operator.post(`/mails/${mail!.id}/resend`, { reason });
    expect([again.status, again.body.state, again.body.kind]).toEqual([201, 'queued', 'welcome']);
    await mailsTo(service, user.id, ['welcome', 'welcome']);
    await operator.post(`/mails/${again.body.id}/resend`, { reason }).expect(201);
    await mailsTo(service, user.id, ['welcome', 'welcome', 'welcome']);
    expect(await mailbox(service, user.email)).toHaveLength(3);
    const record = (await operator.get(`/operator-actions?subjectId=${user.id}`)).body;
    expect(record).toMatchObject(Array(2).fill({ action: 'mail_resent', reason, details: { kind: 'welcome' } }));
    expect((await (await as('user')).post(`/mails/${mail!.id}/resend`, { reason })).status).toBe(403);
    expect((await operator.post(`/mails/${newId()}/resend`, { reason })).status).toBe(404);
    expect((await operator.post(`/mails/${mail!.id}/resend`, {})).status).toBe(400);
  });

  test('turn the pages of many', async () => {
    const [operator, user] = [await as('operator'), await newcomer(service)];
    const [mail] = await mailsOf(service, user.id);
    for (let more = 0; more < 4; more++) await operator.post(`/mails/${mail!.id}/resend`, { reason }).expect(201);
    const seen: string[] = [];
    for (let path: string | undefined = `/mails?userId=${user.id}&limit=2`; path; ) {
      const answer: supertest.Response = await operator.get(path);
      seen.push(...answer.body.map(({ id }: { id: string }) => id));
      path = /<\/api\/notifications([^>]+)>/.exec(answer.headers.link ?? '')?.[1];
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    expect(seen).toEqual([...seen].sort().reverse());
  });
});
