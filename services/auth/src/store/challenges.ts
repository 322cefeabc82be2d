import { newId, type Queryable, statement } from '@frontrow/common/database';

export type ChallengePurpose = 'add' | 'sign_in' | 'confirm';

const add = statement(
  'add_passkey_challenge',
  `insert into passkey_challenges (id, challenge, purpose, user_id, expires_at)
   values ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5))`,
);

/** Keeps a challenge that is to be signed; resolves to its id. */
export async function addChallenge(
  to: Queryable,
  {
    challenge,
    purpose,
    userId,
    seconds,
  }: { challenge: string; purpose: ChallengePurpose; userId: string | null; seconds: number },
): Promise<string> {
  const id = newId();
  await add(to, [id, challenge, purpose, userId, seconds]);
  return id;
}

const take = statement<{ challenge: string; userId: string | null; good: boolean }>(
  'take_passkey_challenge',
  `delete from passkey_challenges where id = $1 and purpose = $2
   returning challenge, user_id as "userId", expires_at > clock_timestamp() as good`,
);

/**
 * Takes a challenge, for good, before anybody looks at what was signed: whatever comes of it, it is answered once. Undefined when
 * it was taken before, has expired, or was for something else.
 */
export async function takeChallenge(
  from: Queryable,
  id: string,
  purpose: ChallengePurpose,
): Promise<{ challenge: string; userId: string | null } | undefined> {
  const [taken] = await take(from, [id, purpose]);
  return taken?.good ? taken : undefined;
}
