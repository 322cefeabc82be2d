import type { Tx } from '@frontrow/common/database';
import { badRequest, type Request } from '@frontrow/common/http';
import type { AuthKit } from '../config.ts';
import type { Passkey } from '../factor.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { type GivenPasskey, readAssertion } from '../security/webauthn.ts';
import { type ChallengePurpose, takeChallenge } from '../store/challenges.ts';
import { findPasskey, usePasskey } from '../store/factors.ts';

/** A signature that is good, and is still to be noted where it is acted on. */
export interface Signed {
  passkey: Passkey;
  note(tx: Tx): Promise<void>;
}

/** Looks at a signature by a passkey; throws a 400 when it is no good, and the challenge is used up in any case. */
export async function readSigned(
  kit: AuthKit,
  { challengeId, credential }: GivenPasskey,
  purpose: Exclude<ChallengePurpose, 'add'>,
  request: Request,
): Promise<Signed> {
  const { db, config } = kit;
  const taken = await takeChallenge(db, challengeId, purpose);
  if (!taken) throw challengeVoid();
  const passkey = await findPasskey(db, credential.id);
  if (!passkey || (taken.userId !== null && taken.userId !== passkey.userId)) throw wrongPasskey();
  const said = await readAssertion(config.PUBLIC_URL, taken.challenge, credential, passkey);
  const refuse = () => {
    const about = { userId: passkey.userId, reason: 'wrong_passkey', request };
    noteAccountEvent(kit, { what: 'factor_checked', outcome: 'refused', ...about });
    return wrongPasskey();
  };
  if (!said) throw refuse();
  return {
    passkey,
    async note(tx) {
      if (!(await usePasskey(tx, passkey.id, said))) throw refuse();
    },
  };
}

export const challengeVoid = () =>
  badRequest('challengeId', 'is used or has run out: ask for a new one', 'challenge_void');
export const wrongPasskey = () => badRequest('credential', 'is not a passkey that is good here', 'wrong_passkey');
