import { SessionView } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { countChanges } from './support/changes.ts';
import { services } from './support/endpoints.ts';
import { bodyOf, type Method, problemOf } from './support/http.ts';
import { buy, scan, sell } from './support/market.ts';
import { newcomer, signUp } from './support/people.ts';

test('what is another’s can be neither seen nor changed', async () => {
  const [seller, buyer, stranger, someone] = await Promise.all([newcomer(), newcomer(), newcomer(), signUp()]);
  const [ticket, other] = await Promise.all([sell(seller, { quantity: 5 }), sell(stranger)]);
  const { order, admissions } = await buy(buyer, ticket.id);
  const { code } = admissions[0]!;
  const [session] = z.array(SessionView).parse(bodyOf(await someone.send('GET', '/api/users/sessions'), 200));
  const changes = await countChanges();

  const private_: [Method, string, object?][] = [
    ['GET', `/api/orders/${order.id}`],
    ['GET', `/api/orders/${order.id}/timeline`],
    ['GET', `/api/orders/${order.id}/stream`],
    ['POST', `/api/orders/${order.id}/extend`],
    ['DELETE', `/api/orders/${order.id}`],
    ['POST', '/api/payments', { orderId: order.id, token: 'tok_visa' }],
    ['GET', `/api/payments?orderId=${order.id}`],
    ['DELETE', `/api/users/sessions/${session!.id}`],
    ['POST', `/api/tickets/${ticket.id}/staff/invitation`],
  ];
  for (const [method, path, body] of private_) {
    for (const who of [stranger, seller]) problemOf(await who.send(method, path, body), 404);
  }

  const sellersOnly: [Method, string, object?][] = [
    ['PUT', `/api/tickets/${ticket.id}`, { price: 1 }],
    ['POST', `/api/tickets/${ticket.id}/cancel`],
    ['PUT', `/api/tickets/${ticket.id}/poster`],
    ['DELETE', `/api/tickets/${ticket.id}/poster`],
    ['PUT', `/api/tickets/${ticket.id}/staff`, { emails: [] }],
    ['GET', `/api/tickets/${ticket.id}/admissions`],
    ['POST', `/api/tickets/${ticket.id}/check-ins`, { scanId: newId(), code }],
    ['GET', '/api/payments/refund-failures'],
    ['GET', '/api/audit/promises'],
    ['GET', `/api/audit/orders/${order.id}`],
    ...services.map((name): [Method, string] => ['GET', `/api/${name}/backlog`]),
  ];
  for (const [method, path, body] of sellersOnly) {
    for (const who of [stranger, buyer]) problemOf(await who.send(method, path, body), 403);
  }

  expect(bodyOf(await stranger.send('GET', `/api/tickets/admissions?orderId=${order.id}`), 200)).toEqual([]);
  expect(bodyOf(await stranger.send('GET', '/api/orders'), 200)).toEqual([]);
  problemOf(await scan(stranger, other.id, code), 409);
  const forged = `${code.slice(0, -4)}${code.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
  expect(problemOf(await scan(seller, ticket.id, forged), 400).errors[0]!.field).toBe('code');
  expect(await countChanges()).toBe(changes);
}, 30_000);
