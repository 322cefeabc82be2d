import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { chooseLocale, locales, readPreferred } from '../../../client/i18n/locales.ts';
import { createSupervisor, type Supervisor } from '../base/supervisor.js';
import { prepareNginx } from '../engines/nginx.js';
import { SHARED } from '../engines/nginx-copies.js';
import { openInstance } from '../open-instance.js';
import { type Instance, settlePorts } from '../stack.js';
import { temporaryFolder } from './support.ts';

/**
 * nginx with its copies, in front of a client and of tickets that do whatever a test wants (`behave`). Every answer says
 * which number it has, and what reached the server.
 */
type Behave = (request: IncomingMessage, response: ServerResponse, number: number) => unknown;

const dir = temporaryFolder(async () => {
  await supervisor.stop();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});
let instance: Instance;
let supervisor: Supervisor;
const servers: Server[] = [];
let behave: Behave;
let asked = 0;

const shared: Behave = (request, response, number) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': SHARED });
  response.end(JSON.stringify({ number, url: request.url, headers: request.headers, padding: 'x'.repeat(2000) }));
};

beforeAll(async () => {
  ({ instance } = await openInstance({ dir, say: () => {} }));
  await settlePorts(instance, ['orders', 'auth', 'tickets', 'payments', 'notifications', 'audit', 'client', 'shared']);
  for (const part of ['client', 'tickets'] as const) {
    const server = createServer((request, response) => {
      asked += 1;
      behave(request, response, asked);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(instance.state.ports[part], '127.0.0.1', resolve));
  }
  await startNginx();
});

/** Starts nginx as it is, or with a mistake in its configuration. */
async function startNginx(mistake: (config: string) => string = (config) => config) {
  await supervisor?.stop();
  supervisor = createSupervisor(dir, () => {});
  const spec = await prepareNginx(instance);
  const file = join(dir, 'nginx', 'nginx.conf');
  writeFileSync(file, mistake(readFileSync(file, 'utf8')));
  await supervisor.start(spec);
}

beforeEach(() => {
  behave = shared;
});

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
  number: number | undefined;
  seen: IncomingMessage['headers'];
}

/** Node's own client, because `fetch` adds headers of its own. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: instance.state.ports.page, path, headers, method, agent: false };
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const raw = Buffer.concat(chunks);
        const body = response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
        const parsed = readJson(body.toString());
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body, number: parsed?.number, seen: parsed?.headers ?? {} });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

function readJson(text: string): { number: number; headers: IncomingMessage['headers'] } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An address that no other test asks for. */
const fresh = () => `/?q=${randomUUID()}`;
const listing = () => `/api/tickets/${randomUUID()}`;

/** Whether a second request like the first meets the copy that it left. */
async function isCopied(path: string, headers: Record<string, string> = {}): Promise<boolean> {
  const first = await get(path, headers);
  return (await get(path, headers)).number === first.number;
}

test('one answer serves all who ask within a second, and at once', async () => {
  const [path, before] = [fresh(), asked];
  const answers = await Promise.all(Array.from({ length: 20 }, () => get(path)));
  expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
  expect(asked).toBe(before + 1);
  expect(answers[0]!.headers['cache-control']).toBe(SHARED);
  expect(answers[0]!.headers.vary).toContain('Cookie, Accept-Language'); // for caches that go by the address
});

test.each([
  ['the home page', '/', true],
  ['a search', '/?q=jazz&category=music', true],
  ['the page of a listing', `/tickets/${randomUUID()}`, true],
  ['its image for links', `/tickets/${randomUUID()}/preview.png?lang=de`, true],
  ['a file of all pages', '/_next/static/chunks/a.js', true],
  ['a list', '/api/tickets?limit=20', true],
  ['one listing', listing(), true],
  ['a poster', `${listing()}/poster/0123456789/400.webp`, true],
  ['days, which are those of the visitor’s zone', '/?from=2026-12-01', false],
  ['a weekend, which is, too', '/?when=weekend', false],
  ['a file for a calendar', `/tickets/${randomUUID()}/calendar.ics`, false],
  ['another page', '/signin', false],
  ['what is a member’s', '/api/tickets/selling', false],
])('%s: %s is copied: %s', async (_what, path, copied) => {
  expect(await isCopied(path)).toBe(copied);
});

describe('whose answer is never a copy, and meets none', () => {
  const people: [string, Record<string, string>][] = [
    ['a session', { cookie: 'session=one' }],
    ['a session among others', { cookie: 'zone=Europe/Berlin; session=one; theme=dark' }],
    ['a session under a later name', { cookie: '__Host-session=one' }],
    ['a session under yet another', { cookie: 'Frontrow-Session-2=one' }],
    ['credentials', { authorization: 'Bearer one' }],
  ];
  test.each(people)('%s', async (_what, headers) => {
    for (const path of [fresh(), listing()]) {
      const copy = await get(path);
      const own = await get(path, headers);
      expect(own.number).not.toBe(copy.number);
      expect(own.seen).toMatchObject(headers);
      expect(await isCopied(path, headers)).toBe(false);
      expect((await get(path)).number).toBe(copy.number);
    }
  });

  test('what is sent', async () => {
    const path = fresh();
    const copy = await get(path);
    expect((await get(path, {}, 'POST')).number).not.toBe(copy.number);
  });

  test('what the router of the pages asks for', async () => {
    expect(await isCopied(fresh(), { rsc: '1' })).toBe(false);
    expect(await isCopied(fresh(), { 'next-router-prefetch': '1' })).toBe(false);
  });

  test('a fresh answer of the API, for who asks for one', async () => {
    expect(await isCopied(listing(), { 'cache-control': 'no-cache' })).toBe(false);
    expect(await isCopied(listing(), { pragma: 'no-cache' })).toBe(false);
    // Loading a page anew asks for that too, which a crowd does all the time.
    expect(await isCopied(fresh(), { 'cache-control': 'no-cache' })).toBe(true);
  });
});

describe('an answer that is not kept', () => {
  const answer = (status: number, headers: Record<string, string>) => {
    behave = (_request, response, number) => {
      response.writeHead(status, headers);
      response.end(JSON.stringify({ number, headers: {} }));
    };
  };
  test.each([
    ['one that gives its visitor a cookie', 200, { 'cache-control': SHARED, 'set-cookie': 'lang=de' }],
    ['a page that is not there', 404, { 'cache-control': SHARED }],
    ['a failure', 500, { 'cache-control': SHARED }],
    ['a redirection', 307, { 'cache-control': SHARED, location: '/signin' }],
    ['a private one', 200, { 'cache-control': 'private, no-store' }],
    ['one that says nothing', 200, {}],
  ])('%s', async (_what, status, headers) => {
    answer(status, headers as Record<string, string>);
    for (const path of [fresh(), listing()]) {
      expect(await isCopied(path)).toBe(false);
      const { headers: said } = await get(path);
      if (status !== 200) expect(said['cache-control']).toBe('no-store');
    }
  });

  test('while one that may be kept in browsers for long is told so, and kept here for no longer than the rest', async () => {
    const forLong = 'public, max-age=31536000, immutable';
    answer(200, { 'cache-control': forLong });
    const path = `/_next/static/chunks/${randomUUID()}.js`;
    expect(await isCopied(path)).toBe(true);
    expect((await get(path)).headers['cache-control']).toBe(forLong);
    const first = await get(path);
    await eventually(async () => expect((await get(path)).number).toBeGreaterThan(first.number!), 10_000);
  });
});

test('a copy is made without anything of who asked first', async () => {
  const theirs = {
    cookie: 'zone=Europe/Berlin; theme=dark; other=1',
    'accept-language': 'en-US,en;q=0.9',
    'user-agent': 'someone',
    'x-forwarded-for': '203.0.113.7',
    'x-anything': 'at all',
    referer: 'https://elsewhere.example',
  };
  const { seen } = await get(fresh(), theirs);
  expect(seen).toEqual({
    host: `127.0.0.1:${instance.state.ports.page}`,
    'x-forwarded-host': `127.0.0.1:${instance.state.ports.page}`,
    'x-forwarded-proto': 'http',
    cookie: 'lang=en',
    'accept-language': 'en',
  });
  expect(Object.keys((await get(listing(), theirs)).seen).sort()).toEqual([
    'host',
    'x-forwarded-host',
    'x-forwarded-proto',
  ]);
});

describe('the language', () => {
  const headers = [
    undefined,
    'en',
    'en-GB,en;q=0.9',
    'en-US,en;q=0.5',
    'de',
    'de-AT,de;q=0.9,en;q=0.8',
    'DE-ch',
    'fr,de;q=0.5',
    'fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7',
    'fr,en;q=0.5,de;q=0.9',
    'en;q=0.3,de;q=0.8',
    'de;q=0,en;q=0.1',
    'de,en;q=0',
    'den',
    '*',
    'xx-de',
    ';;q=x,,',
  ];
  const choices = [undefined, 'de', 'en', 'xx'];

  test('is the one that the client itself would choose, for every header and choice', async () => {
    for (const header of headers) {
      for (const choice of choices) {
        const sent = { ...(header && { 'accept-language': header }), ...(choice && { cookie: `lang=${choice}` }) };
        const { seen } = await get(fresh(), sent);
        const chosen = chooseLocale(seen.cookie?.slice('lang='.length), readPreferred(seen['accept-language'] ?? null));
        expect([sent, chosen]).toEqual([sent, chooseLocale(choice, readPreferred(header ?? null))]);
      }
    }
  });

  test('has a copy of its own, each of those that there are', async () => {
    const path = fresh();
    const numbers = new Set<number | undefined>();
    for (const locale of Object.keys(locales)) {
      const { number } = await get(path, { 'accept-language': locale });
      expect((await get(path, { cookie: `lang=${locale}` })).number).toBe(number);
      expect((await get(path, { 'accept-language': `${locale}-XX,${locale};q=0.9` })).number).toBe(number);
      numbers.add(number);
    }
    expect(numbers.size).toBe(Object.keys(locales).length);
  });
});

test('copies are kept compressed, and plain for those who cannot read that', async () => {
  for (const path of [fresh(), listing()]) {
    const first = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
    expect(first.headers['content-encoding']).toBe('gzip');
    expect(first.headers.vary).toMatch(/accept-encoding/i);
    expect(first.seen['accept-encoding']).toBeUndefined();
    expect((await get(path, { 'accept-encoding': 'br;q=1, gzip' })).number).toBe(first.number);
    for (const none of ['', 'identity', 'gzip;q=0']) {
      const plain = await get(path, { 'accept-encoding': none });
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(plain.number).not.toBe(first.number);
    }
  }
});

/** How old the oldest copy was that came while nothing newer could be had, in ms; and what came after it. */
async function oldestCopy(path: string) {
  const copy = await get(path);
  const made = performance.now();
  let oldest = 0;
  for (;;) {
    const answer = await get(path);
    if (answer.number !== copy.number) return { oldest, next: answer, made: copy };
    oldest = performance.now() - made;
    if (oldest > 9_000) return { oldest, next: undefined, made: copy };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The first answer is to be had, all others fail. */
const failing =
  (first = asked + 1): Behave =>
  (request, response, number) => {
    if (number === first) return shared(request, response, number);
    response.writeHead(500, { 'content-type': 'text/plain' });
    response.end('broken');
  };

const SIX_SECONDS = 6_000;

describe('a copy that is older than six seconds', () => {
  test('is not sent where what should replace it fails', async () => {
    behave = failing();
    const { oldest, next } = await oldestCopy(fresh());
    expect(oldest).toBeLessThanOrEqual(SIX_SECONDS);
    expect(oldest).toBeGreaterThan(1_000); // it was sent while it might be
    expect(next?.status).toBe(500);
  }, 20_000);

  test('is not sent where that is slow', async () => {
    const first = asked + 1;
    const held: (() => void)[] = [];
    behave = (request, response, number) => {
      if (number === first) return shared(request, response, number);
      held.push(() => shared(request, response, number));
      // One of them was asked for behind the back of those who got the copy, the next by one who waits for it.
      if (held.length >= 2) for (const answer of held.splice(0)) answer();
    };
    const { oldest, next } = await oldestCopy(fresh());
    expect(oldest).toBeLessThanOrEqual(SIX_SECONDS);
    expect(next?.status).toBe(200);
  }, 20_000);

  test('says when it was made, to a cache in front', async () => {
    behave = failing();
    const path = fresh();
    const { date } = (await get(path)).headers;
    const until = await oldestCopy(path);
    expect(until.made.headers.date).toBe(date);
  }, 20_000);
});

/** What one person's page has of the next visitor's view: the cookie of who asked first. */
async function seenByTheNext(): Promise<string | undefined> {
  const path = fresh();
  await get(path, { cookie: 'session=of-one-person' });
  const { seen } = await get(path);
  return seen.cookie?.includes('of-one-person') ? seen.cookie : undefined;
}

describe('what these tests would see', () => {
  afterAll(() => startNginx());
  const replaced = (config: string, ...edits: [string, string][]) => {
    for (const [find, replace] of edits) {
      expect(config).toContain(find);
      config = config.replaceAll(find, replace);
    }
    return config;
  };
  const SESSION_FORGOTTEN: [string, string] = ['"~*session" 1;', ''];
  const HEADERS_PASSED: [string, string][] = [
    ['proxy_pass_request_headers off;', ''],
    ['proxy_set_header Cookie "lang=$language";', ''],
  ];

  test('nothing of a person in a copy, as it is', async () => {
    expect(await seenByTheNext()).toBeUndefined();
  });

  test('nothing either where sessions are forgotten, since nothing of a request goes into a copy', async () => {
    await startNginx((config) => replaced(config, SESSION_FORGOTTEN));
    expect(await seenByTheNext()).toBeUndefined();
    const path = fresh();
    const copy = await get(path);
    expect((await get(path, { cookie: 'session=one' })).number).toBe(copy.number); // they meet a stranger's, though
  });

  test('nothing where all of a request is passed on, since nobody with a session meets a copy', async () => {
    await startNginx((config) => replaced(config, ...HEADERS_PASSED));
    expect(await seenByTheNext()).toBeUndefined();
  });

  test('one person’s page at another’s, once both are gone', async () => {
    await startNginx((config) => replaced(config, SESSION_FORGOTTEN, ...HEADERS_PASSED));
    expect(await seenByTheNext()).toContain('of-one-person');
  });

  test('a copy that is too old, where old ones may be sent while they are replaced', async () => {
    await startNginx((config) =>
      replaced(config, ['proxy_cache_lock on;', 'proxy_cache_lock on; proxy_cache_use_stale updating http_500;']),
    );
    behave = failing();
    expect((await oldestCopy(fresh())).oldest).toBeGreaterThan(SIX_SECONDS);
  }, 20_000);
});
