import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { NotificationsKit } from '../config.ts';
import { announceNext } from '../store/announcements.ts';

/** Buyers told in one transaction: short enough to hold up nobody, and where a crash would go on. */
const AT_ONCE = 200;

/** Tells all buyers of an event that it changed, one batch after the other. */
export const announce = ({ db, config, wake }: NotificationsKit): Worker => ({
  name: 'announce',
  everyMs: 1_000,
  async run() {
    const trace = { correlationId: newId(), causationId: null };
    const more = await db.transaction(trace, (tx) => announceNext(tx, AT_ONCE, config.FRESH_HOURS));
    if (more) wake('deliver');
    return more;
  },
});
