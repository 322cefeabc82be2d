import { AdmissionIssued } from '@frontrow/common/contracts';
import { on, oneByOne } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { completeOf } from '../mail.ts';
import { owe } from '../store/mails.ts';

/** The tickets of an order exist: now the buyer can be told where they are. */
export const onAdmissionIssued = ({ config, wake }: NotificationsKit) =>
  on(
    AdmissionIssued,
    oneByOne(({ data, time }, tx) => owe(tx, completeOf(data), new Date(time), config.FRESH_HOURS)),
    () => wake('deliver'),
  );
