import { get } from 'node:http';
import { limits } from '@frontrow/common/contracts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listed, person, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
beforeAll(async () => {
  service = await startTickets({ LIMITS: 'strict' });
});
afterAll(() => service.stop());

test('an account publishes so many listings an hour, which a restart does not forget', async () => {
  const [seller, other] = [await person(service), await person(service)];
  for (let n = 0; n < limits.listings.account.points; n++) await listed(seller);
  const again = { title: 'One more', price: 10, quantity: 1 };
  const refused = await seller.post('/', again);
  expect([refused.status, refused.body.errors[0].code]).toEqual([429, 'throttled']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60);
  await listed(other);
  const { rows } = await service.kit.db.pool.query(`select points from limits where key like 'listings_account:%'`);
  expect(rows.map(({ points }) => points).sort()).toEqual([1, limits.listings.account.points]);
});

test('a network has so many streams open at a time; one that is closed makes room', async () => {
  const { id } = await listed(await person(service));
  const open = () =>
    new Promise<{ status: number; close(): Promise<void> }>((resolve, reject) => {
      const request = get(`${service.url}/api/tickets/${id}/stream`, { agent: false }, (response) => {
        const close = () =>
          new Promise<void>((closed) => {
            response.once('close', () => closed());
            request.destroy();
          });
        resolve({ status: response.statusCode!, close });
      });
      request.on('error', reject);
    });
  const { points } = limits.streams.network;
  const streams = await Promise.all(Array.from({ length: points }, open));
  expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
  const beyond = await open();
  expect(beyond.status).toBe(429);

  await streams[0]!.close();
  let status = 429;
  for (let tries = 0; status === 429 && tries < 100; tries++) ({ status } = await open());
  expect(status).toBe(200);
  await Promise.all(streams.slice(1).map(({ close }) => close()));
});
