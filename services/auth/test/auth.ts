import { randomUUID } from 'node:crypto';
import { CODE_DIGITS, type EmailState } from '@frontrow/common/contracts';
import { derivedCode, derivedToken } from '@frontrow/common/service';
import { startTestService, type TestService, testKeys } from '@frontrow/common/testing';
import supertest from 'supertest';
import type { AuthKit, Config } from '../src/config.ts';
import { auth } from '../src/service.ts';

export const RESET_SECRET = 'a secret that auth and notifications share';
export const FACTOR_SECRET = 'a secret of what belongs to factors';
export const PASSWORD = 'a seat in the front row';

export type AuthService = TestService<Config, AuthKit['resources']>;

export const startAuth = (environment: Record<string, string> = {}) =>
  startTestService(auth, {
    SESSION_PRIVATE_KEY: JSON.stringify(testKeys.privateKey),
    RESET_SECRET,
    FACTOR_SECRET,
    OPERATOR_FACTORS: 'optional',
    ...environment,
  });

export const anEmail = () => `${randomUUID()}@example.test`;

/** Someone at a browser of their own: requests keep to one address, and carry the cookie that is given. */
export const visitor = (url: string, { cookie = '', address = '192.0.2.1' } = {}) => {
  const send = (method: 'get' | 'post' | 'put' | 'delete', path: string) =>
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
    sendVerification: () => post('/verification', {}),
    confirm: (proof: { token: string } | { code: string }) => post('/verification/confirm', proof),
    changeEmail: (email: string, password = PASSWORD) => post('/email', { email, password }),
    keepEmail: () => send('delete', '/email'),
    chooseLanguage: (language: string) => send('put', '/language').send({ language }),
    chooseName: (name: string) => send('put', '/name').send({ name }),
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

/** An account as its owner sees it. */
export const viewOf = (user: { id: string; email: string }, changes: object = {}) => ({
  id: user.id,
  email: user.email,
  name: null,
  role: 'user',
  verified: false,
  pendingEmail: null,
  language: 'en',
  ...changes,
});

/** The mails that notifications would send about a user's address, the oldest first. */
export async function mailsAbout(service: AuthService, userId: string) {
  const events = await service.outbox('email.verification_requested', 'email.changed');
  return events.filter(({ aggregateId }) => aggregateId === userId).map((event) => event.data as EmailState);
}

/** What was in the newest mail to confirm an address: the token of its link, and its code. */
export async function proofOf(service: AuthService, userId: string) {
  const { id } = (await mailsAbout(service, userId)).findLast(({ verification }) => verification)!.verification!;
  return {
    verificationId: id,
    token: derivedToken(RESET_SECRET, 'verify-email', id),
    code: derivedCode(RESET_SECRET, 'verify-email-code', id, CODE_DIGITS),
  };
}
