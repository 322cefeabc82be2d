import type { Worker } from '@frontrow/common/service';
import type { AuthKit } from '../config.ts';
import { deleteOldAccountEvents } from '../store/account-events.ts';
import { deleteExpired } from '../store/expired.ts';

export const forgetExpired = ({ config, db }: AuthKit): Worker => ({
  name: 'forget-expired',
  everyMs: 10 * 60 * 1000,
  async run() {
    await deleteExpired(db);
    await deleteOldAccountEvents(db, config.ACCOUNT_EVENTS_DAYS);
  },
});
