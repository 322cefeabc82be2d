import { PaymentRefunded } from '@frontrow/common/contracts';
import { on, oneByOne } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { refundOf } from '../mail.ts';
import { owe } from '../store/mails.ts';

export const onPaymentRefunded = ({ config, wake }: NotificationsKit) =>
  on(
    PaymentRefunded,
    oneByOne(({ data, time }, tx) => owe(tx, refundOf(data), new Date(time), config.FRESH_HOURS)),
    () => wake('deliver'),
  );
