import { databaseTime, newId, type Queryable, statement, type Tx } from '@frontrow/common/database';
import { and, asc, count, eq, isNull, max, sql } from 'drizzle-orm';
import type { AuthenticatorApp, Factors, Passkey } from '../factor.ts';
import { authenticatorApps, passkeys, recoveryCodes } from './tables.ts';

export async function findPasskeys({ db }: Queryable, userId: string): Promise<Passkey[]> {
  return db.select().from(passkeys).where(eq(passkeys.userId, userId)).orderBy(asc(passkeys.createdAt));
}

export async function findPasskey({ db }: Queryable, credentialId: string): Promise<Passkey | undefined> {
  const [found] = await db.select().from(passkeys).where(eq(passkeys.credentialId, credentialId));
  return found;
}

export async function findApp({ db }: Queryable, userId: string): Promise<AuthenticatorApp | undefined> {
  const [found] = await db.select().from(authenticatorApps).where(eq(authenticatorApps.userId, userId));
  return found;
}

/** All that an account has beside its password. */
export async function findFactors(from: Queryable, userId: string): Promise<Factors> {
  const [made] = await from.db
    .select({ madeAt: max(recoveryCodes.madeAt), left: count(sql`case when used_at is null then 1 end`) })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.userId, userId));
  return {
    passkeys: await findPasskeys(from, userId),
    app: (await findApp(from, userId)) ?? null,
    recoveryCodes: made?.madeAt ? { left: made.left, madeAt: made.madeAt } : null,
  };
}

type NewPasskey = Pick<Passkey, 'userId' | 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'synced' | 'name'>;

/** Adds a passkey; false when somebody has it already. */
export async function addPasskey(tx: Tx, passkey: NewPasskey): Promise<boolean> {
  const { rowCount } = await tx.db
    .insert(passkeys)
    .values({ ...passkey, id: newId(), createdAt: await databaseTime(tx) })
    .onConflictDoNothing();
  return rowCount === 1;
}

export async function namePasskey({ db }: Queryable, userId: string, id: string, name: string): Promise<boolean> {
  const { rowCount } = await db.update(passkeys).set({ name }).where(ofUser(userId, id));
  return rowCount === 1;
}

export async function removePasskey({ db }: Tx, userId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.delete(passkeys).where(ofUser(userId, id));
  return rowCount === 1;
}

const ofUser = (userId: string, id: string) => and(eq(passkeys.userId, userId), eq(passkeys.id, id))!;

const countUse = statement(
  'use_passkey',
  `update passkeys set counter = $2, synced = $3, last_used_at = clock_timestamp()
   where id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning id`,
);

/** Notes that a passkey was used; false when its counter did not go up, as when two of a copied one sign side by side. */
export const usePasskey = async (
  tx: Queryable,
  id: string,
  { counter, synced }: { counter: number; synced: boolean },
): Promise<boolean> => (await countUse(tx, [id, counter, synced])).length === 1;

/** Keeps the secret of an app that is still to be confirmed, in the place of another such; false when one is confirmed. */
export async function startApp(tx: Tx, userId: string, sealedSecret: string): Promise<boolean> {
  const createdAt = await databaseTime(tx);
  const { rowCount } = await tx.db
    .insert(authenticatorApps)
    .values({ userId, sealedSecret, createdAt })
    .onConflictDoUpdate({
      target: authenticatorApps.userId,
      set: { sealedSecret, createdAt, lastStep: 0 },
      setWhere: isNull(authenticatorApps.confirmedAt),
    });
  return rowCount === 1;
}

/** Notes that the app's first code was given. */
export async function confirmApp(tx: Tx, userId: string): Promise<void> {
  const confirmedAt = await databaseTime(tx);
  await tx.db.update(authenticatorApps).set({ confirmedAt }).where(eq(authenticatorApps.userId, userId));
}

const takeStep = statement(
  'use_totp_step',
  `update authenticator_apps set last_step = $2, last_used_at = clock_timestamp()
   where user_id = $1 and last_step < $2 returning user_id`,
);

/** Uses the code of a time step up, with those before it; false when it was used already, by whoever was first. */
export const useStep = async (tx: Queryable, userId: string, step: number): Promise<boolean> =>
  (await takeStep(tx, [userId, step])).length === 1;

export async function removeApp({ db }: Tx, userId: string): Promise<boolean> {
  const { rowCount } = await db
    .delete(authenticatorApps)
    .where(and(eq(authenticatorApps.userId, userId), sql`${authenticatorApps.confirmedAt} is not null`));
  return rowCount === 1;
}

/** Puts new codes in the place of a user's old ones. */
export async function replaceRecoveryCodes(tx: Tx, userId: string, hashes: string[]): Promise<void> {
  await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  const madeAt = await databaseTime(tx);
  if (hashes.length > 0) await tx.db.insert(recoveryCodes).values(hashes.map((hash) => ({ userId, hash, madeAt })));
}

const takeCode = statement(
  'use_recovery_code',
  `update recovery_codes set used_at = clock_timestamp()
   where user_id = $1 and hash = $2 and used_at is null returning hash`,
);

/** Uses a recovery code up; false when it is none of the user's, or was used already. */
export const useRecoveryCode = async (tx: Queryable, userId: string, hash: string): Promise<boolean> =>
  (await takeCode(tx, [userId, hash])).length === 1;

export async function countRecoveryCodes({ db }: Queryable, userId: string): Promise<number> {
  const [counted] = await db
    .select({ n: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
  return counted!.n;
}

const noteHasFactor = statement<{ hasFactor: boolean }>(
  'note_factors',
  `update users set has_factor =
     exists (select from passkeys where user_id = $1)
     or exists (select from authenticator_apps where user_id = $1 and confirmed_at is not null)
   where id = $1 returning has_factor as "hasFactor"`,
);

/** Brings what a sign-in looks at in step with the factors of a user, whose row is locked; resolves to whether there is any. */
export const noteFactors = async (tx: Tx, userId: string): Promise<boolean> =>
  (await noteHasFactor(tx, [userId]))[0]!.hasFactor;

/** Removes all factors of a user, whose row is locked, and what belongs to them. */
export async function removeFactors(tx: Tx, userId: string): Promise<void> {
  await tx.db.delete(passkeys).where(eq(passkeys.userId, userId));
  await tx.db.delete(authenticatorApps).where(eq(authenticatorApps.userId, userId));
  await replaceRecoveryCodes(tx, userId, []);
  await noteFactors(tx, userId);
}
