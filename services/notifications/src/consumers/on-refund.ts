import { PaymentRefunded, PaymentRefundFailed, PaymentRefundSettled } from '@frontrow/common/contracts';
import { on } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { mailOfRefund } from '../mail.ts';
import { owe } from '../store/mails.ts';

/** Tells buyers where their money is: paid back, sent back by the bank, or paid back another way. */
export const onRefund = ({ config }: NotificationsKit) =>
  on([PaymentRefunded, PaymentRefundFailed, PaymentRefundSettled], (events, tx) =>
    owe(
      tx,
      events.flatMap((event) => {
        const mail = mailOfRefund(event);
        return mail ? { mail, happenedAt: new Date(event.time) } : [];
      }),
      config.FRESH_HOURS,
    ),
  );
