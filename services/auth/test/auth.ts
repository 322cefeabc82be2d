import { randomUUID } from 'node:crypto';
import { startTestService, testKeys } from '@frontrow/common/testing';
import supertest from 'supertest';
import { auth } from '../src/service.ts';

export const RESET_SECRET = 'a secret that auth and notifications share';
export const PASSWORD = 'a seat in the front row';

export const startAuth = (environment: Record<string, string> = {}) =>
  startTestService(auth, {
    SESSION_PRIVATE_KEY: JSON.stringify(testKeys.privateKey),
    RESET_SECRET,
    ...environment,
  });

export const anEmail = () => `${randomUUID()}@example.test`;

/** Someone at a browser of their own: requests keep to one address, and carry the cookie that is given. */
export const visitor = (url: string, { cookie = '', address = '192.0.2.1' } = {}) => {
  const send = (method: 'get' | 'post' | 'delete', path: string) =>
    supertest(url)[method](`/api/users${path}`).set('x-forwarded-for', address).set('cookie', cookie);
  const post = (path: string, body: object) => send('post', path).send(body);
  return {
    signUp: (email: string, password = PASSWORD) => post('/signUp', { email, password }),
    signIn: (email: string, password = PASSWORD) => post('/signIn', { email, password }),
    signOut: () => post('/signOut', {}),
    changePassword: (currentPassword: string, newPassword: string) =>
      post('/password', { currentPassword, newPassword }),
    forgotPassword: (email: string) => post('/forgotPassword', { email }),
    resetPassword: (token: string, password: string) => post('/resetPassword', { token, password }),
    currentUser: () => send('get', '/currentUser'),
    sessions: () => send('get', '/sessions'),
    endSession: (id: string) => send('delete', `/sessions/${id}`),
    endOtherSessions: () => send('delete', '/sessions'),
    data: () => send('get', '/currentUser/data'),
    deleteAccount: (password: string) => send('delete', '/currentUser').send({ password }),
  };
};

/** The `Cookie` header that a browser would send after this answer. */
export const cookieFrom = ({ headers }: { headers: Record<string, unknown> }): string =>
  String(headers['set-cookie']).split(';')[0]!;

/** A new account and a browser that is signed in to it. */
export async function signedUp(url: string, options: { address?: string } = {}) {
  const email = anEmail();
  const answer = await visitor(url, options).signUp(email);
  const cookie = cookieFrom(answer);
  return { id: answer.body.id as string, email, cookie, browser: visitor(url, { ...options, cookie }) };
}
