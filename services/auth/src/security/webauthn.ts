import type { GivePasskey, PasskeyAssertion, PasskeyCreation } from '@frontrow/common/contracts';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { z } from 'zod';
import type { Passkey } from '../factor.ts';

export type Creation = z.output<typeof PasskeyCreation>;
export type Assertion = z.output<typeof PasskeyAssertion>;
export type GivenPasskey = z.output<typeof GivePasskey>;

/** How long somebody has to unlock a passkey, in milliseconds. */
export const CHALLENGE_MS = 5 * 60_000;

/** Whom passkeys are for: the host of the public address, at exactly that address. */
const partyOf = (publicUrl: string) => {
  const { hostname, origin } = new URL(publicUrl);
  return { rpID: hostname, origin };
};

/** What `navigator.credentials.create` is given: a passkey that needs no address typed, and unlocks by its device. */
export function optionsToAdd(publicUrl: string, user: { id: string; email: string }, known: Passkey[]) {
  return generateRegistrationOptions({
    rpName: 'Frontrow',
    rpID: partyOf(publicUrl).rpID,
    userID: Buffer.from(user.id.replaceAll('-', ''), 'hex').subarray(),
    userName: user.email,
    attestationType: 'none',
    timeout: CHALLENGE_MS,
    excludeCredentials: known.map(asDescriptor),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What `navigator.credentials.get` is given; without passkeys any of this host will do. */
export const optionsToUse = (publicUrl: string, passkeys: Passkey[]) =>
  generateAuthenticationOptions({
    rpID: partyOf(publicUrl).rpID,
    userVerification: 'required',
    timeout: CHALLENGE_MS,
    allowCredentials: passkeys.map(asDescriptor),
  });

/** The passkey in an answer to a challenge; undefined when it is no good. */
export async function readCreation(publicUrl: string, challenge: string, given: Creation) {
  const { rpID, origin } = partyOf(publicUrl);
  const verification = {
    response: given as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
  };
  const { registrationInfo } = await verifyRegistrationResponse(verification).catch(unusable);
  if (!registrationInfo) return undefined;
  const { credential, credentialBackedUp } = registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    synced: credentialBackedUp,
  };
}

/** What a signature by a passkey says; undefined when it is no good, or its counter went back: then it was copied. */
export async function readAssertion(publicUrl: string, challenge: string, given: Assertion, passkey: Passkey) {
  const { rpID, origin } = partyOf(publicUrl);
  const { credentialId, publicKey, counter, transports } = passkey;
  const verification = {
    response: given as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter, transports },
  };
  const { verified, authenticationInfo } = await verifyAuthenticationResponse(verification).catch(unusable);
  return verified && authenticationInfo
    ? { counter: authenticationInfo.newCounter, synced: authenticationInfo.credentialBackedUp }
    : undefined;
}

const asDescriptor = ({ credentialId, transports }: Passkey) => ({ id: credentialId, transports });

// The library throws for whatever is wrong with an answer. All of it comes from the browser that asks.
const unusable = () => ({ verified: false as const, registrationInfo: undefined, authenticationInfo: undefined });
