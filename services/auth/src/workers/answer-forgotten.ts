import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { AuthKit } from '../config.ts';
import { addAccountEvent } from '../store/account-events.ts';
import { addReset, isAnyForgotten, takeForgotten } from '../store/resets.ts';
import { lockUserByEmail } from '../store/users.ts';

/** Makes a reset for each who asked and has an account, after the request was answered: so the answer's time tells nothing. */
export const answerForgotten = ({ db }: AuthKit): Worker => ({
  name: 'answer-forgotten',
  everyMs: 1_000,
  run: async () =>
    (await isAnyForgotten(db)) &&
    db.transaction({ correlationId: newId(), causationId: null }, async (tx) => {
      const asked = await takeForgotten(tx);
      if (!asked) return false;
      const user = await lockUserByEmail(tx, asked.email);
      const trace = { correlationId: asked.correlationId, causationId: null };
      if (!user) return true;
      await addReset({ ...tx, trace }, user);
      await addAccountEvent(tx, { ...mailed, userId: user.id });
      return true;
    }),
});

const mailed = {
  what: 'password_reset_asked',
  outcome: 'succeeded',
  reason: null,
  actorId: null,
  userAgent: null,
} as const;
