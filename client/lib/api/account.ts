import type {
  AccountDataView,
  AddedFactorView,
  ConfirmedEmailView,
  ConfirmedSessionView,
  FactorsView,
  PasskeyOptionsView,
  PendingSignInView,
  RecoveredView,
  RecoveryCodesView,
  SessionView,
  TotpSecretView,
  UserView,
} from '@frontrow/common/contracts';
import type { Send } from './request';

const id = encodeURIComponent;

/** A credential of the browser's, as JSON, and the challenge that it answers. */
export interface GivenPasskey {
  challengeId: string;
  credential: unknown;
}
export type Proof = { password: string } | { code: string } | { passkey: GivenPasskey };

/** What is done with an account and to sign in to it: apart from the rest, since it is for few pages only. */
export const createAccountApi = (send: Send) => ({
  /** All that auth keeps of the account. */
  data: () => send<AccountDataView>('/api/users/currentUser/data'),
  deleteAccount: (body: { password: string }) => send<undefined>('/api/users/currentUser', { method: 'DELETE', body }),

  /** Sends the mail again that confirms an address. */
  sendVerification: () => send<undefined>('/api/users/verification', { method: 'POST', body: {} }),
  /** With the token of a mail's link, on any device, or with its code. */
  confirmEmail: (body: { token: string } | { code: string }) =>
    send<ConfirmedEmailView>('/api/users/verification/confirm', { method: 'POST', body }),
  changeEmail: (body: { email: string; password: string }) =>
    send<undefined>('/api/users/email', { method: 'POST', body }),
  keepEmail: () => send<undefined>('/api/users/email', { method: 'DELETE', repeatable: true }),

  changePassword: (body: { currentPassword: string; newPassword: string }) =>
    send<unknown>('/api/users/password', { method: 'POST', body }),
  forgotPassword: (body: { email: string }) => send<undefined>('/api/users/forgotPassword', { method: 'POST', body }),
  resetPassword: (body: { token: string; password: string }) =>
    send<undefined>('/api/users/resetPassword', { method: 'POST', body }),

  sessions: () => send<SessionView[]>('/api/users/sessions'),
  revokeOtherSessions: () => send<undefined>('/api/users/sessions', { method: 'DELETE' }),
  revokeSession: (session: string) => send<undefined>(`/api/users/sessions/${id(session)}`, { method: 'DELETE' }),

  /** What is still wanted of whoever gave the right password. */
  pending: () => send<{ pending: PendingSignInView | null }>('/api/users/signIn/pending', { timeoutMs: 3000 }),
  giveUp: () => send<undefined>('/api/users/signIn/pending', { method: 'DELETE' }),
  giveCode: (body: { code: string }) => send<UserView>('/api/users/signIn/totp', { method: 'POST', body }),
  giveRecoveryCode: (body: { code: string }) =>
    send<RecoveredView>('/api/users/signIn/recovery-code', { method: 'POST', body }),
  passkeyOptions: () => send<PasskeyOptionsView>('/api/users/signIn/passkey/options', { method: 'POST', body: {} }),
  givePasskey: (body: GivenPasskey) => send<UserView>('/api/users/signIn/passkey', { method: 'POST', body }),

  /** Keeps a session from ending because nobody seems to be there. */
  stillHere: () => send<undefined>('/api/users/sessions/activity', { method: 'POST', body: {} }),
  confirmOptions: () => send<PasskeyOptionsView>('/api/users/sessions/confirm/options', { method: 'POST', body: {} }),
  confirm: (body: Proof) => send<ConfirmedSessionView>('/api/users/sessions/confirm', { method: 'POST', body }),

  factors: () => send<FactorsView>('/api/users/factors', { timeoutMs: 3000 }),
  newPasskeyOptions: () =>
    send<PasskeyOptionsView>('/api/users/factors/passkeys/options', { method: 'POST', body: {} }),
  addPasskey: (body: GivenPasskey & { name?: string }) =>
    send<AddedFactorView>('/api/users/factors/passkeys', { method: 'POST', body }),
  namePasskey: (passkey: string, name: string) =>
    send<FactorsView>(`/api/users/factors/passkeys/${id(passkey)}`, { method: 'PUT', body: { name } }),
  removePasskey: (passkey: string) =>
    send<FactorsView>(`/api/users/factors/passkeys/${id(passkey)}`, { method: 'DELETE' }),
  startApp: () => send<TotpSecretView>('/api/users/factors/totp', { method: 'POST', body: {} }),
  confirmApp: (body: { code: string }) =>
    send<AddedFactorView>('/api/users/factors/totp/confirm', { method: 'POST', body }),
  removeApp: () => send<FactorsView>('/api/users/factors/totp', { method: 'DELETE' }),
  newRecoveryCodes: () => send<RecoveryCodesView>('/api/users/factors/recovery-codes', { method: 'POST', body: {} }),
});
