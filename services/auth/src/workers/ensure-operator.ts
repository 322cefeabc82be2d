import { type Database, databaseTime, newId, type Trace } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { AuthKit } from '../config.ts';
import { addUser, changeUser, findUserByEmail, lockUser } from '../store/users.ts';

/**
 * Makes the operator's account of the configuration when it is missing. An account that has the address already keeps
 * its role and password: whoever made it first must not become an operator by that. Who wrote the configuration vouches for
 * the address, so nobody is asked to confirm it.
 */
export const ensureOperator = ({ config, db, log, resources }: AuthKit): Worker => ({
  name: 'ensure-operator',
  everyMs: 60 * 60 * 1000,
  async run() {
    const { OPERATOR_EMAIL: email, OPERATOR_PASSWORD: password } = config;
    if (!email || !password) return;
    const existing = await findUserByEmail(db, email);
    if (existing) {
      if (existing.role !== 'operator') log.warn('OPERATOR_EMAIL is the address of an ordinary account');
      else if (!existing.emailVerifiedAt) await vouchFor(db, existing.id);
      return;
    }
    const passwordHash = await resources.passwords.hash(password);
    await db.transaction(aTrace(), async (tx) => {
      const emailVerifiedAt = await databaseTime(tx);
      await addUser(tx, { email, emailVerifiedAt, passwordHash, role: 'operator', language: 'en' });
    });
  },
});

const aTrace = (): Trace => ({ correlationId: newId(), causationId: null });

/** An operator of before addresses were confirmed. */
const vouchFor = (db: Database, id: string) =>
  db.transaction(aTrace(), async (tx) => {
    const operator = await lockUser(tx, id);
    if (operator?.emailVerifiedAt === null) await changeUser(tx, id, { emailVerifiedAt: await databaseTime(tx) });
  });
