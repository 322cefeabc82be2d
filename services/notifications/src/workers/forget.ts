import type { Worker } from '@frontrow/common/service';
import type { NotificationsKit } from '../config.ts';
import { forgetEnded, reviewHeld } from '../store/mails.ts';

export const forget = ({ db, config }: NotificationsKit): Worker => ({
  name: 'forget',
  everyMs: 60 * 60 * 1000,
  async run() {
    await reviewHeld(db, config.KEEP_DAYS, config.EMAIL_VERIFICATION === 'required');
    await forgetEnded(db, config.KEEP_DAYS);
  },
});
