import type { PasskeyOptionsView } from '@frontrow/common/contracts';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { GivenPasskey } from './api/account';
import type { Result } from './api/result';

type Ask = () => Promise<Result<PasskeyOptionsView>>;

/** Has the browser make a passkey; what goes wrong there is a problem as those of the API are. */
export const makePasskey = (ask: Ask): Promise<Result<GivenPasskey>> =>
  withPasskey(ask, async (options) => {
    const { startRegistration } = await import('@simplewebauthn/browser');
    return startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON });
  });

/** Has the browser sign with a passkey. */
export const signWithPasskey = (ask: Ask): Promise<Result<GivenPasskey>> =>
  withPasskey(ask, async (options) => {
    const { startAuthentication } = await import('@simplewebauthn/browser');
    return startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON });
  });

async function withPasskey(
  ask: Ask,
  act: (options: Record<string, unknown>) => Promise<unknown>,
): Promise<Result<GivenPasskey>> {
  if (!globalThis.PublicKeyCredential) return refused('passkey_unsupported', 'This browser has no passkeys.');
  const answer = await ask();
  if (!answer.ok) return answer;
  try {
    const credential = await act(answer.data.options);
    return { ...answer, data: { challengeId: answer.data.challengeId, credential } };
  } catch (error) {
    const { name } = error as Error;
    if (name === 'InvalidStateError') return refused('passkey_here', 'This device has a passkey for the account.');
    if (name === 'NotAllowedError' || name === 'AbortError') {
      return refused('passkey_left', 'Nothing was done: no passkey was chosen.');
    }
    return refused('passkey_failed', 'This browser could not use a passkey. Try another way.');
  }
}

const refused = (code: string, message: string): Result<never> => ({
  ok: false,
  problem: { status: 0, title: message, errors: [{ code, message }] },
});
