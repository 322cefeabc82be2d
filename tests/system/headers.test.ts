import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { beforeAll, expect, test } from '@jest/globals';
import { baseUrl } from './support/instance.ts';
import { newcomer } from './support/people.ts';

/** One answer as it came: `fetch` would neither send a `Host` of somebody else nor an address that cannot be read. */
interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
}

const { hostname, port } = new URL(baseUrl);

function ask(path: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: hostname, port, path, method, headers, agent: false }, (response) => {
      resolve({ status: response.statusCode!, headers: response.headers });
      response.destroy(); // a stream would have no end
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** What is sent as it stands, down to the request line. */
function askRaw(text: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('latin1').on('error', reject);
    socket.on('data', (part) => {
      answer += part;
      if (!answer.includes('\r\n\r\n')) return;
      socket.destroy();
      const [status = '', ...lines] = answer.slice(0, answer.indexOf('\r\n\r\n')).split('\r\n');
      const headers = Object.fromEntries(
        lines.map((line) => [line.split(':', 1)[0]!.toLowerCase(), line.replace(/^[^:]*: */, '')]),
      );
      resolve({ status: Number(status.split(' ')[1]), headers });
    });
  });
}

let cookie = '';
beforeAll(async () => {
  ({ cookie } = await newcomer());
});

/** What every answer says, whoever gives it: nginx, a service, Next.js, or a file of it. */
function expectSafe({ status, headers }: Answer, path: string) {
  const found = (name: string) => String(headers[name] ?? '');
  expect([path, status, found('x-content-type-options')]).toEqual([path, status, 'nosniff']);
  expect([path, found('server')]).toEqual([path, 'nginx']);
  expect([path, found('x-powered-by')]).toEqual([path, '']);
  const isFile = /^(image|font|text\/css|application\/javascript|text\/javascript)/.test(found('content-type'));
  if (isFile && status === 200) return;
  expect([path, found('content-security-policy')]).toEqual([path, expect.stringMatching(/default-src '(self|none)'/)]);
  expect([path, found('x-frame-options')]).toEqual([path, expect.stringMatching(/^(DENY|SAMEORIGIN)$/)]);
  expect([path, found('referrer-policy')]).toEqual([path, expect.stringMatching(/./)]);
}

const isPrivate = ({ headers }: Answer) => /no-store|private/.test(String(headers['cache-control'] ?? ''));

const PUBLIC_PAGES = ['/', '/signin', '/signup', '/no/such/page', `/tickets/${randomUUID()}`, '/mailbox', '/help'];
const PUBLIC_API = [
  '/api/tickets',
  `/api/tickets/${randomUUID()}`,
  '/api/tickets/openapi.json',
  '/api/users/currentuser',
];
const OWN = [
  '/account',
  '/orders',
  '/my-tickets',
  '/sell',
  '/operator',
  '/api/orders',
  '/api/payments',
  '/api/tickets/selling',
];
const REFUSED = [
  '/api/nothing',
  '/health/ready',
  '/metrics',
  '/api/tickets/nonsense',
  '/api/tickets?limit=x',
  '/api/tickets/%FF',
];

test.each([...PUBLIC_PAGES, ...PUBLIC_API, ...OWN, ...REFUSED])('GET %s says what it must', async (path) => {
  expectSafe(await ask(path), path);
  expectSafe(await ask(path, { headers: { cookie } }), path);
});

test.each(OWN)('%s is kept by no cache', async (path) => {
  expect([isPrivate(await ask(path)), isPrivate(await ask(path, { headers: { cookie } }))]).toEqual([true, true]);
});

test.each(['/sw.js', '/icon.svg', '/favicon.ico', '/robots.txt', '/sitemap.xml'])(
  '%s is a file of the type it says',
  async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  },
);

test('a stream says what it must', async () => {
  const id = ((await (await fetch(`${baseUrl}/api/tickets?limit=1`)).json()) as { id: string }[])[0]!.id;
  expectSafe(await ask(`/api/tickets/${id}/stream`), 'stream');
});

test.each(['/tickets/%FF', '/%FF', '/sell/%C3%28', '/orders/%E0%A4%A', '/%', '/tickets/%', '/_next/%FF/%'])(
  'an address that cannot be read, %s, is 400 and no fault of ours',
  async (path) => {
    for (const headers of [{}, { cookie }]) {
      const answer = await ask(path, { headers });
      expect([path, answer.status]).toEqual([path, 400]);
      expectSafe(answer, path);
    }
  },
);

test.each(['evil.example', `evil.example:${port}`, 'localhost.evil.example', '127.0.0.1.evil.example', ''])(
  'under the name %j there is nothing',
  async (host) => {
    for (const path of [
      '/',
      '/mailbox',
      '/signin',
      '/api/tickets',
      '/api/notifications',
      '/_next/static/x.js',
      '/icon.svg',
      '/stripe-sandbox/',
    ]) {
      const answer = host ? await ask(path, { headers: { host } }) : await askRaw(`GET ${path} HTTP/1.0\r\n\r\n`);
      expect([path, answer.status]).toEqual([path, 421]);
      expectSafe(answer, path);
    }
  },
);

test.each([
  ['a method that nobody knows', 'NONSENSE / HTTP/1.1', 405],
  ['a method that shows what was sent', 'TRACE / HTTP/1.1', 405],
  ['a request line that is none', 'GET', 400],
  ['two hosts', `GET / HTTP/1.1\r\nHost: ${hostname}`, 400],
  ['a length twice', 'POST /api/orders HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2', 400],
  ['a header beyond all measure', `GET / HTTP/1.1\r\nX-Long: ${'x'.repeat(40_000)}`, 400],
  ['an address beyond all measure', `GET /${'x'.repeat(40_000)} HTTP/1.1`, 400],
])('%s is refused by nginx with the headers of every answer', async (_what, line, status) => {
  const answer = await askRaw(`${line}\r\nHost: ${hostname}\r\n\r\n`);
  expect(answer.status).toBe(status);
  expectSafe(answer, line.slice(0, 40));
});

test('a body beyond all measure is refused with the headers of every answer, by pages too', async () => {
  for (const path of ['/api/orders', '/language', '/signin']) {
    const answer = await ask(path, { method: 'POST', headers: { cookie }, body: 'x'.repeat(2_000_000) });
    expect([path, answer.status]).toEqual([path, 413]);
    expectSafe(answer, path);
  }
});

test('the cookie of a session is out of the reach of scripts and other sites', async () => {
  const { headers } = await ask('/api/users/signup', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${randomUUID()}@example.com`, password: `${randomUUID()}` }),
  });
  const cookies = [headers['set-cookie'] ?? []].flat();
  expect(cookies).not.toEqual([]);
  for (const each of cookies) {
    expect(each).toMatch(/; HttpOnly/i);
    expect(each).toMatch(/; SameSite=(Lax|Strict)/i);
    expect(each).toMatch(/; Path=\//i);
    expect(each).not.toMatch(/; Domain=/i);
  }
});
