import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { AuthKit } from '../config.ts';
import { addUser, findUserByEmail } from '../store/users.ts';

/**
 * Makes the operator's account of the configuration when it is missing. An account that has the address already keeps
 * its role and password: whoever made it first must not become an operator by that.
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
      return;
    }
    const passwordHash = await resources.passwords.hash(password);
    await db.transaction({ correlationId: newId(), causationId: null }, (tx) =>
      addUser(tx, { email, passwordHash, role: 'operator', language: 'en' }),
    );
  },
});
