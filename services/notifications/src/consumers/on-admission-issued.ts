import { AdmissionIssued } from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { completeOf } from '../mail.ts';
import { owe } from '../store/mails.ts';

/** The tickets of an order exist: now the buyer can be told where they are. */
export const onAdmissionIssued = ({ config }: NotificationsKit) =>
  on(AdmissionIssued, (events, tx) =>
    owe(
      tx,
      events.map(({ data, time }) => ({ mail: completeOf(data), happenedAt: new Date(time) })),
      config.FRESH_HOURS,
    ),
  );
