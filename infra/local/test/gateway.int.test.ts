import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from '@jest/globals';
import { createSupervisor, type Supervisor } from '../base/supervisor.js';
import { prepareNginx } from '../engines/nginx.js';
import { openInstance } from '../open-instance.js';
import { type Instance, settlePorts } from '../stack.js';
import { temporaryFolder } from './support.ts';

const dir = temporaryFolder(async () => {
  await supervisor.stop();
  upstream.closeAllConnections();
  upstream.close();
});
let instance: Instance;
let supervisor: Supervisor;
let upstream: Server;

/** Orders and the sandbox run, and say what reaches them; everything else is down. */
beforeAll(async () => {
  ({ instance } = await openInstance({ dir, say: () => {} }));
  await settlePorts(instance, ['orders', 'auth', 'tickets', 'payments', 'client', 'shared']);
  const { ports } = instance.state;
  ports.sandbox = ports.orders;
  upstream = createServer((request, response) => {
    if (!request.url?.endsWith('/stream')) return response.end(JSON.stringify(request.headers) + request.url);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: first\n\n'); // and nothing more, ever
  });
  await new Promise<void>((resolve) => upstream.listen(ports.orders, '127.0.0.1', resolve));
  supervisor = createSupervisor(dir, () => {});
  await supervisor.start(await prepareNginx(instance));
});

const get = (path: string, init?: RequestInit) => fetch(instance.url + path, init);

test('what is below a prefix reaches its service, with who asked', async () => {
  const answer = await (await get('/api/orders/Some/Path?a=1')).text();
  expect(answer).toContain('/api/orders/Some/Path?a=1');
  expect(answer).toMatch(/"x-forwarded-for":"(127\.0\.0\.1|::1)"/);
  expect(answer).toContain(`"host":"localhost:${instance.state.ports.page}"`);
});

test('the sandbox is reached without its prefix', async () => {
  expect(await (await get('/stripe-sandbox/test-cards')).text()).toMatch(/}\/test-cards$/);
});

test('an event of a stream arrives at once, while the stream is open', async () => {
  const answer = await get('/api/orders/1/stream');
  const { value } = await answer.body!.getReader().read();
  expect(new TextDecoder().decode(value)).toBe('data: first\n\n');
});

test('a service that is down answers 503 as a problem, and says to try again', async () => {
  const answer = await get('/api/tickets');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(await answer.json()).toMatchObject({ status: 503, errors: [{ message: expect.any(String) }] });
});

test('while the client is down there is a page that tries again', async () => {
  const answer = await get('/');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(await answer.text()).toContain('Back in a moment');
});

test.each(['/health/ready', '/metrics', '/api', '/api/orderssss', '/api/unknown'])('%s is nobody’s', async (path) => {
  const answer = await get(path);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ status: 404, errors: [{ message: 'There is nothing here.' }] });
});

test('a body beyond all measure is refused as a problem', async () => {
  const answer = await get('/api/orders', { method: 'POST', body: 'x'.repeat(2_000_000) });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ status: 413 });
});

test('only a poster may be large, up to 8 MiB', async () => {
  const put = (path: string, bytes: number) => get(path, { method: 'PUT', body: Buffer.alloc(bytes) });
  // What is let through meets a service that is down.
  expect((await put('/api/tickets/1/poster', 8 * 2 ** 20)).status).toBe(503);
  const tooLarge = await put('/api/tickets/1/poster', 8 * 2 ** 20 + 1);
  expect([tooLarge.status, ((await tooLarge.json()) as { errors: unknown }).errors]).toEqual([
    413,
    [{ field: 'body', message: 'must be at most 8 MiB', code: 'too_large', params: { most: '8 MiB' } }],
  ]);
  for (const path of ['/api/tickets/1', '/api/orders/1/poster', '/api/tickets/1/poster/0/400.webp', '/signin']) {
    expect([path, (await put(path, 16 * 2 ** 10)).status]).not.toEqual([path, 413]);
    expect([path, (await put(path, 16 * 2 ** 10 + 1)).status]).toEqual([path, 413]);
  }
});

test('what Stripe says may be as large as payments takes it', async () => {
  const post = async (bytes: number) =>
    (await get('/api/payments/webhook', { method: 'POST', body: Buffer.alloc(bytes) })).status;
  expect([await post(512 * 2 ** 10), await post(512 * 2 ** 10 + 1)]).toEqual([503, 413]);
});

test('an address that asks without end is told to wait, where strangers come by themselves', async () => {
  const { LIMITS } = process.env;
  const flood = async (localAddress: string) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 50, localAddress });
    const { host, port } = new URL(instance.url);
    const ask = async () => {
      const asked = request({ host: '127.0.0.1', port, agent, path: '/api/orders/x', headers: { host } }).end();
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      return { status: response.statusCode, headers: response.headers, text: await text(response) };
    };
    const answers = await Promise.all(Array.from({ length: 900 }, ask));
    agent.destroy();
    return answers.filter(({ status }) => status === 429);
  };
  const stranger = '127.66.0.1';
  expect(await flood(stranger)).toEqual([]);
  process.env.LIMITS = 'strict';
  try {
    await supervisor.stop();
    supervisor = createSupervisor(dir, () => {});
    await supervisor.start(await prepareNginx(instance));
    const [refused] = await flood(stranger);
    expect(refused!.headers['retry-after']).toBe('2');
    expect(refused!.headers['x-content-type-options']).toBe('nosniff');
    expect(JSON.parse(refused!.text)).toMatchObject({ status: 429, errors: [{ code: 'throttled' }] });
    // All pages that are made on the server ask from one address, and so do the copies for everybody.
    expect(await flood('127.0.0.1')).toEqual([]);
  } finally {
    if (LIMITS === undefined) delete process.env.LIMITS;
    else process.env.LIMITS = LIMITS;
  }
});

test.each([
  ['an address with a zero byte', '/api/orders/%00', {}],
  ['an address that is no UTF-8', '/api/orders/%zz', {}],
  ['an endless address', `/api/orders?${'x'.repeat(40_000)}`, {}],
  ['endless headers', '/api/orders', { 'x-more': 'x'.repeat(40_000) }],
])('%s is refused as a problem', async (_what, path, headers) => {
  const answer = await get(path, { headers });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ status: 400, errors: [{ message: expect.any(String) }] });
});
