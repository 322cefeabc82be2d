import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  OrderUpdated,
} from '@frontrow/common/contracts';
import { project } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { mailOfOrder } from '../mail.ts';
import { orderCopy } from '../store/copies.ts';
import { owe } from '../store/mails.ts';

/** Keeps who bought what, and tells buyers of the ends that they did not bring about themselves. */
export const onOrder = ({ config }: NotificationsKit) =>
  project(orderCopy, [OrderCreated, OrderUpdated, OrderCompleted, OrderRefundRequested, OrderCancelled], {
    changed: (events, tx) =>
      owe(
        tx,
        events.flatMap(({ data, time }) => {
          const mail = mailOfOrder(data);
          return mail ? [{ mail, happenedAt: new Date(time) }] : [];
        }),
        config.FRESH_HOURS,
      ),
  });
