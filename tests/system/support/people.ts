import { type Role, UserView } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aSession, cookieOf, type testKeys } from '@frontrow/common/testing';
import { type Answer, bodyOf, type Method, send } from './http.ts';
import { secrets } from './instance.ts';

/** Someone with a session. */
export interface Person {
  id: string;
  email: string;
  cookie: string;
  send(method: Method, path: string, body?: unknown, idempotencyKey?: string): Promise<Answer>;
}

export const person = (id: string, email: string, cookie: string): Person => ({
  id,
  email,
  cookie,
  send: (method, path, body, idempotencyKey) =>
    send(method, path, { body, headers: { cookie, 'idempotency-key': idempotencyKey } }),
});

const { d: _private, ...publicKey } = secrets.sessionKey;
/** The keys that this instance's services trust. */
export const sessionKeys: typeof testKeys = { privateKey: secrets.sessionKey, publicKey };

/** Someone with a session that auth might have given: it spares the hashing of a password, so there can be hundreds. */
export async function newcomer(role: Role = 'user'): Promise<Person> {
  const session = aSession({ role });
  return person(session.userId, session.email, await cookieOf(session, sessionKeys.privateKey));
}

/** Someone who signed up through the door that everyone uses. */
export async function signUp(): Promise<Person & { password: string }> {
  const credentials = { email: `${newId()}@example.test`, password: 'a seat in the front row' };
  const answer = await send('POST', '/api/users/signUp', { body: credentials });
  const { id, email } = UserView.parse(bodyOf(answer, 201));
  return { ...person(id, email, sessionCookie(answer)), password: credentials.password };
}

/** The `Cookie` header that a browser would send after this answer. */
export const sessionCookie = ({ headers }: Answer): string => headers.getSetCookie()[0]!.split(';')[0]!;
