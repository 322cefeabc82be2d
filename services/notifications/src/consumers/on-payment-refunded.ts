import { PaymentRefunded } from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { refundOf } from '../mail.ts';
import { owe } from '../store/mails.ts';

export const onPaymentRefunded = ({ config }: NotificationsKit) =>
  on(PaymentRefunded, (events, tx) =>
    owe(
      tx,
      events.map(({ data, time }) => ({ mail: refundOf(data), happenedAt: new Date(time) })),
      config.FRESH_HOURS,
    ),
  );
