import {
  FactorAdded,
  FactorRemoved,
  NewDeviceSignedIn,
  RecoveryCodesMade,
  RecoveryCodeUsed,
} from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { mailOfCredential } from '../mail.ts';
import { owe } from '../store/mails.ts';

/** Tells people what changed about how their account is signed in to, and who did it from where they were never seen. */
export const onCredential = ({ config }: NotificationsKit) =>
  on([NewDeviceSignedIn, FactorAdded, FactorRemoved, RecoveryCodesMade, RecoveryCodeUsed], (events, tx) =>
    owe(
      tx,
      events.map((event) => ({ mail: mailOfCredential(event), happenedAt: new Date(event.time) })),
      config.FRESH_HOURS,
    ),
  );
