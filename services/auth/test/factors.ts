import { testEnvironment } from '@frontrow/common/testing';
import { Secret, TOTP } from 'otpauth';
import supertest from 'supertest';
import { PASSWORD, signedUp, visitor } from './auth.ts';

export const PUBLIC_URL = testEnvironment.PUBLIC_URL;

type Answer = supertest.Response;

/** A browser that keeps its cookies, as browsers do. */
export function browserAt(url: string, first: Record<string, string> = {}, address = '192.0.2.1') {
  const jar = new Map(Object.entries(first));
  async function send(method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object): Promise<Answer> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = supertest(url)[method](`/api/users${path}`).set('x-forwarded-for', address).set('cookie', cookie);
    const answer = await (body ? request.send(body) : request);
    for (const text of (answer.headers['set-cookie'] as unknown as string[] | undefined) ?? []) {
      const [name, value] = text.split(';')[0]!.split('=') as [string, string];
      if (/max-age=0/i.test(text)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }
  return {
    jar,
    get: (path: string) => send('get', path),
    post: (path: string, body: object = {}) => send('post', path, body),
    put: (path: string, body: object) => send('put', path, body),
    delete: (path: string, body?: object) => send('delete', path, body),
    signIn: (email: string, password = PASSWORD) => send('post', '/signIn', { email, password }),
    who: async (): Promise<string | null> => (await send('get', '/currentUser')).body.currentUser?.id ?? null,
  };
}
export type Browser = ReturnType<typeof browserAt>;

/** Who a cookie that was kept from before opens the account of; null for nobody. */
export const whoIs = async (url: string, session: string | undefined): Promise<string | null> =>
  (await visitor(url, { cookie: `session=${session}` }).currentUser()).body.currentUser?.id ?? null;

/** Someone who signed up, in a browser that keeps its cookies. */
export async function member(url: string) {
  const { id, email, cookie } = await signedUp(url);
  return { id, email, browser: browserAt(url, { session: cookie.slice('session='.length) }) };
}

/** An authenticator app on somebody's phone; `ahead` counts its half minutes from now. */
export const appOf =
  (secret: string) =>
  (ahead = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 });

/** Adds an authenticator app; its first code is that of half a minute ago, so that there are two more to use. */
export async function addApp(browser: Browser) {
  const { secret } = (await browser.post('/factors/totp')).body;
  const code = appOf(secret);
  const answer = await browser.post('/factors/totp/confirm', { code: code(-1) });
  return { code, answer, recoveryCodes: answer.body.recoveryCodes as string[] };
}

/** Someone with an authenticator app, signed in. */
export async function withApp(url: string) {
  const someone = await member(url);
  return { ...someone, ...(await addApp(someone.browser)) };
}
