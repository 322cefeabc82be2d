import { SECURITY_TOPIC, type SecurityEvent } from '@frontrow/common/contracts';
import { listOperatorActions } from '@frontrow/common/http';
import type { ServiceDefinition } from '@frontrow/common/service';
import { type AuthKit, Config } from './config.ts';
import { keepAnnounced } from './security/account-log.ts';
import { openPasswords } from './security/passwords.ts';
import { openThrottle } from './security/throttle.ts';
import { accountsTried } from './store/account-events.ts';
import { confirmTotp, removeTotp, startTotp } from './use-cases/authenticator-app.ts';
import { cancelEmailChange } from './use-cases/cancel-email-change.ts';
import { changeEmail } from './use-cases/change-email.ts';
import { changePassword } from './use-cases/change-password.ts';
import { chooseLanguage } from './use-cases/choose-language.ts';
import { chooseName } from './use-cases/choose-name.ts';
import { confirmEmail } from './use-cases/confirm-email.ts';
import { confirmSession, startConfirming } from './use-cases/confirm-session.ts';
import { currentUser } from './use-cases/current-user.ts';
import { deleteAccount } from './use-cases/delete-account.ts';
import { endOtherSessions } from './use-cases/end-other-sessions.ts';
import { endSession } from './use-cases/end-session.ts';
import { endSessionsOf } from './use-cases/end-sessions-of.ts';
import { exportAccount } from './use-cases/export-account.ts';
import { findAccounts, getAccount } from './use-cases/find-accounts.ts';
import { forgotPassword } from './use-cases/forgot-password.ts';
import { keepSession } from './use-cases/keep-session.ts';
import { listAccountEvents } from './use-cases/list-account-events.ts';
import { listFactors } from './use-cases/list-factors.ts';
import { listSessions } from './use-cases/list-sessions.ts';
import { addPasskey, namePasskey, removePasskey, startPasskey } from './use-cases/passkeys.ts';
import { getPendingSignIn, giveUpSignIn } from './use-cases/pending-sign-in.ts';
import { renewRecoveryCodes } from './use-cases/renew-recovery-codes.ts';
import { resetPassword } from './use-cases/reset-password.ts';
import { signInWithRecoveryCode, signInWithTotp } from './use-cases/second-factor.ts';
import { sendVerification } from './use-cases/send-verification.ts';
import { signIn } from './use-cases/sign-in.ts';
import { signInWithPasskey, startPasskeySignIn } from './use-cases/sign-in-with-passkey.ts';
import { signOut } from './use-cases/sign-out.ts';
import { signUp } from './use-cases/sign-up.ts';
import { reinstateAccount, suspendAccount } from './use-cases/suspend-account.ts';
import { answerForgotten } from './workers/answer-forgotten.ts';
import { endBareOperators } from './workers/end-bare-operators.ts';
import { ensureOperator } from './workers/ensure-operator.ts';
import { forgetExpired } from './workers/forget-expired.ts';

export const auth: ServiceDefinition<Config, AuthKit['resources']> = {
  name: 'auth',
  config: Config,
  prefix: '/api/users',
  migrations: new URL('../migrations', import.meta.url),
  async open(base) {
    const { config, db } = base;
    db.onCommit(SECURITY_TOPIC, (events) => keepAnnounced(base, events as SecurityEvent[]));
    return { resources: { passwords: await openPasswords(config), throttle: openThrottle(db.pool, config) } };
  },
  routes: [
    signUp,
    signIn,
    getPendingSignIn,
    giveUpSignIn,
    signInWithTotp,
    signInWithRecoveryCode,
    startPasskeySignIn,
    signInWithPasskey,
    signOut,
    currentUser,
    exportAccount,
    deleteAccount,
    changePassword,
    sendVerification,
    confirmEmail,
    changeEmail,
    cancelEmailChange,
    chooseLanguage,
    chooseName,
    forgotPassword,
    resetPassword,
    listSessions,
    endOtherSessions,
    endSession,
    keepSession,
    startConfirming,
    confirmSession,
    listFactors,
    startPasskey,
    addPasskey,
    namePasskey,
    removePasskey,
    startTotp,
    confirmTotp,
    removeTotp,
    renewRecoveryCodes,
    listOperatorActions,
    findAccounts,
    getAccount,
    listAccountEvents,
    suspendAccount,
    reinstateAccount,
    endSessionsOf,
  ],
  gauges: [accountsTried],
  workers: [ensureOperator, endBareOperators, answerForgotten, forgetExpired],
};
