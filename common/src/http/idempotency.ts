import { createHash } from 'node:crypto';
import { type Database, statement, type Tx } from '../database/index.ts';
import { conflict, unavailable } from './problem.ts';
import type { Answer, Call, SessionRule } from './route.ts';

/** A request's claim on its `Idempotency-Key`, which belongs to the user, what is asked for, and the body. */
export interface KeyClaim {
  userId: string;
  /** Method and path, with the ids in it: at another resource, the same key is another one. */
  route: string;
  key: string;
  bodyHash: string;
}

/** The claim of a request; undefined when it came without a key. */
export function claimOf<P, Q, B, S extends SessionRule>(call: Call<P, Q, B, S>): KeyClaim | undefined {
  const { idempotencyKey: key, session, target: route, body } = call;
  if (key === undefined || !session) return undefined;
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
  return { userId: session.userId, route, key, bodyHash };
}

/** Names the key of a claim among those of all users and routes. */
export const keyOfClaim = ({ userId, route, key }: KeyClaim): string => `${userId} ${route} ${key}`;

interface StoredKey {
  user_id: string;
  route: string;
  key: string;
  body_hash: string;
  status: number | null;
  body: unknown;
}

const given = 'unnest($1::uuid[], $2::text[], $3::text[]) as given (user_id, route, key)';
const ofGiven = 'stored.user_id = given.user_id and stored.route = given.route and stored.key = given.key';

const insertKeys = statement<StoredKey>(
  'claim_keys',
  `insert into idempotency_keys (user_id, route, key, body_hash)
   select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as given (user_id, route, key, body_hash)
   order by user_id, route, key on conflict do nothing returning user_id, route, key`,
);
const selectKeys = statement<StoredKey>(
  'read_keys',
  `select stored.* from ${given} join idempotency_keys stored on ${ofGiven}`,
);
const updateKeys = statement(
  'answer_keys',
  `update idempotency_keys stored set body_hash = given.body_hash, status = given.status, body = given.body
   from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int[], $6::jsonb[])
     as given (user_id, route, key, body_hash, status, body) where ${ofGiven}`,
);
const deleteKeys = statement('release_keys', `delete from idempotency_keys stored using ${given} where ${ofGiven}`);

const columns = (claims: readonly KeyClaim[]) => [
  claims.map(({ userId }) => userId),
  claims.map(({ route }) => route),
  claims.map(({ key }) => key),
];

/**
 * Claims the keys of many requests, in one order so that groups do not wait for each other in a circle. A key that another
 * transaction is about to claim is waited for. Resolves to the names of those that are ours now; the answers of the others
 * are read by a statement of its own, for this one does not see what was committed while it waited.
 */
export async function claimKeys(tx: Tx, claims: readonly KeyClaim[]): Promise<Set<string>> {
  if (claims.length === 0) return new Set();
  const rows = await insertKeys(tx, [...columns(claims), claims.map(({ bodyHash }) => bodyHash)]);
  return new Set(rows.map(({ user_id: userId, route, key }) => keyOfClaim({ userId, route, key, bodyHash: '' })));
}

/** An answer that was given before under a key, and the body that it was an answer to. */
export interface StoredAnswer extends Answer {
  bodyHash: string;
}

/** The answers stored under keys that others claimed before, by the names of the keys. */
export async function readAnswers(tx: Tx, claims: readonly KeyClaim[]): Promise<Map<string, StoredAnswer>> {
  if (claims.length === 0) return new Map();
  const rows = await selectKeys(tx, columns(claims));
  return new Map(
    rows.flatMap(({ user_id: userId, route, key, body_hash: bodyHash, status, body }) =>
      status === null ? [] : [[keyOfClaim({ userId, route, key, bodyHash }), { status, body, bodyHash }]],
    ),
  );
}

/** Stores answers under keys that this transaction claimed. */
export async function storeAnswers(tx: Tx, answers: readonly { claim: KeyClaim; answer: Answer }[]): Promise<void> {
  if (answers.length === 0) return;
  const claims = answers.map(({ claim }) => claim);
  await updateKeys(tx, [
    ...columns(claims),
    claims.map(({ bodyHash }) => bodyHash),
    answers.map(({ answer }) => answer.status),
    answers.map(({ answer }) => JSON.stringify(answer.body ?? null)),
  ]);
}

/** Gives keys back that this transaction claimed and has no answer for. */
export async function releaseKeys(tx: Tx, claims: readonly KeyClaim[]): Promise<void> {
  if (claims.length > 0) await deleteKeys(tx, columns(claims));
}

export const keyReused = () =>
  conflict({ message: 'this Idempotency-Key was used for another request', code: 'key_reused' });

/** The answer to a request that comes again. Throws a 409 when its key was used for another body. */
export function replay({ bodyHash }: KeyClaim, first: StoredAnswer): Answer {
  if (first.bodyHash !== bodyHash) throw keyReused();
  return { status: first.status, body: first.body, headers: { 'idempotent-replayed': 'true' } };
}

/**
 * Runs a command in one transaction. With an `Idempotency-Key` the answer is stored in that same transaction, so a
 * request sent again (at once or after a crash) gets the first one's answer and changes nothing. A refusal is not stored,
 * since nothing was done.
 */
export async function once<P, Q, B, S extends SessionRule>(
  database: Database,
  call: Call<P, Q, B, S>,
  command: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  const claim = claimOf(call);
  if (!claim) return database.transaction(call.trace, command);
  return database.transaction(call.trace, async (tx) => {
    if ((await claimKeys(tx, [claim])).size === 0) {
      const first = (await readAnswers(tx, [claim])).get(keyOfClaim(claim));
      if (!first) throw unavailable('the first request with this Idempotency-Key is still under way', 1, 'key_in_use');
      return replay(claim, first);
    }
    const answer = await command(tx);
    await storeAnswers(tx, [{ claim, answer }]);
    return answer;
  });
}
