import type { Worker } from '@frontrow/common/service';
import type { NotificationsKit } from '../config.ts';
import { forgetEnded } from '../store/mails.ts';

export const forget = ({ db, config }: NotificationsKit): Worker => ({
  name: 'forget',
  everyMs: 60 * 60 * 1000,
  run: () => forgetEnded(db, config.KEEP_DAYS),
});
