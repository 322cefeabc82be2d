import {
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  OrderUpdated,
} from '@frontrow/common/contracts';
import { oneByOne, project } from '@frontrow/common/messaging';
import type { NotificationsKit } from '../config.ts';
import { mailOfOrder } from '../mail.ts';
import { orderCopy } from '../store/copies.ts';
import { owe } from '../store/mails.ts';

/** Keeps who bought what, and tells buyers of the ends that they did not bring about themselves. */
export const onOrder = ({ config, wake }: NotificationsKit) =>
  project(orderCopy, [OrderCreated, OrderUpdated, OrderCompleted, OrderRefundRequested, OrderCancelled], {
    changed: oneByOne(async ({ data, time }, tx) => {
      const mail = mailOfOrder(data);
      if (mail) await owe(tx, mail, new Date(time), config.FRESH_HOURS);
    }),
    committed: () => wake('deliver'),
  });
