import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { NotificationsKit } from '../config.ts';
import { ANNOUNCEMENTS_TOPIC, announceNext } from '../store/announcements.ts';
import { alarm } from './alarm.ts';

/** Buyers told in one transaction: short enough to hold up nobody, and where a crash would go on. */
const AT_ONCE = 200;
/** A commit wakes this worker once its announcement is due. Its turns are for what other processes left behind. */
const EVERY_MS = 5_000;

/** Tells all buyers of an event that it changed, one batch after the other. */
export const announce = ({ db, config, wake }: NotificationsKit): Worker => {
  const wakeIn = alarm(() => wake('announce'));
  db.onCommit(ANNOUNCEMENTS_TOPIC, () => wakeIn(config.ANNOUNCE_AFTER_SECONDS * 1000));
  return {
    name: 'announce',
    everyMs: EVERY_MS,
    run: () =>
      db.transaction({ correlationId: newId(), causationId: null }, (tx) =>
        announceNext(tx, AT_ONCE, config.FRESH_HOURS),
      ),
  };
};
