import { Email, FactorRemoved } from '@frontrow/common/contracts';
import { type Database, databaseTime, newId, type Tx } from '@frontrow/common/database';
import { derivedToken } from '@frontrow/common/service';
import type { User } from '../session.ts';
import { addAccountEvent } from '../store/account-events.ts';
import { removeFactors } from '../store/factors.ts';
import { notify } from '../store/notices.ts';
import { endPendings } from '../store/pending.ts';
import { addInvitation } from '../store/resets.ts';
import { removeSessions, revokeSessions } from '../store/sessions.ts';
import { addUser, findOperators, lockUserByEmail, removeUser } from '../store/users.ts';

/** What the command may use of auth: its database, and what links are made of. */
export interface Means {
  db: Database;
  publicUrl: string;
  resetSecret: string;
}

/** What is wrong with what was asked for, in words for who asked. */
export class OperatorProblem extends Error {
  override name = 'OperatorProblem';
}

/** An account without a password: none is ever right, until one is chosen by a link. */
const NO_PASSWORD = '';

/**
 * Makes an operator's account and resolves to the link by which its password is chosen, once and within a day; again for one that
 * has not been used yet. Whoever runs the command vouches for the address. An ordinary account does not become an operator's:
 * who made it first could be anybody.
 */
export const addOperator = ({ db, publicUrl, resetSecret }: Means, given: string): Promise<string> =>
  transact(db, async (tx) => {
    const email = readEmail(given);
    const existing = await lockUserByEmail(tx, email);
    if (existing && existing.role !== 'operator') {
      throw new OperatorProblem(`${email} is the address of an ordinary account: use another one, or have it deleted.`);
    }
    if (existing && existing.passwordHash !== NO_PASSWORD) {
      throw new OperatorProblem(
        `${email} is an operator already; a new password is chosen at ${publicUrl}/forgot-password.`,
      );
    }
    const user = existing ?? (await makeOperator(tx, email));
    const token = derivedToken(resetSecret, 'password-reset', await addInvitation(tx, user.id));
    return `${publicUrl}/reset-password?token=${encodeURIComponent(token)}`;
  });

async function makeOperator(tx: Tx, email: string): Promise<User> {
  const emailVerifiedAt = await databaseTime(tx);
  const made = { email, emailVerifiedAt, passwordHash: NO_PASSWORD, role: 'operator', language: 'en' } as const;
  return (await addUser(tx, made))!;
}

/** One line for each operator. */
export async function listOperators({ db }: Pick<Means, 'db'>): Promise<string> {
  const operators = await findOperators(db);
  if (operators.length === 0) return 'There is no operator: bin/operator add <address> makes one.';
  return operators
    .map(({ email, passwordHash, hasFactor, lastSignIn }) => {
      const state =
        passwordHash === NO_PASSWORD ? 'has not used the link' : hasFactor ? 'second factor' : 'no second factor';
      return `${email}  ${state}  ${lastSignIn ? `signed in ${lastSignIn.toISOString()}` : 'never signed in'}`;
    })
    .join('\n');
}

/** Takes all factors off an operator who lost them, and ends what they began: with the password they add new ones. */
export const resetFactors = ({ db }: Pick<Means, 'db'>, given: string): Promise<string> =>
  transact(db, async (tx) => {
    const user = await lockOperator(tx, given);
    await removeFactors(tx, user.id);
    await endPendings(tx, user.id);
    await revokeSessions(tx, user.id);
    await notify(tx, FactorRemoved, user, {});
    const noted = { userId: user.id, outcome: 'succeeded', actorId: null, userAgent: null } as const;
    await addAccountEvent(tx, { ...noted, what: 'factor_removed', reason: 'reset_on_the_machine' });
    return `${user.email} has no second factor any more and is signed out; the next sign-in asks to add one.`;
  });

/** Deletes an operator's account. What they did stays on record. */
export const removeOperator = ({ db }: Pick<Means, 'db'>, given: string): Promise<string> =>
  transact(db, async (tx) => {
    const user = await lockOperator(tx, given);
    await removeSessions(tx, user.id);
    await removeUser(tx, user);
    return `${user.email} is no operator any more: the account is deleted.`;
  });

async function lockOperator(tx: Tx, given: string): Promise<User> {
  const email = readEmail(given);
  const user = await lockUserByEmail(tx, email);
  if (user?.role !== 'operator') throw new OperatorProblem(`${email} is not the address of an operator.`);
  return user;
}

function readEmail(given: string): string {
  const { data } = Email.safeParse(given);
  if (data === undefined) throw new OperatorProblem(`${given} is not an e-mail address.`);
  return data;
}

const transact = <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction({ correlationId: newId(), causationId: null }, work);
