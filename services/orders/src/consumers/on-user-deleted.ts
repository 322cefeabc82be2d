import { UserDeleted } from '@frontrow/common/contracts';
import { on, oneByOne } from '@frontrow/common/messaging';
import type { OrdersKit } from '../config.ts';
import { abandon } from '../order.ts';
import { lockUnpaidOf, updateOrder } from '../store/orders.ts';

/**
 * Releases what someone held without having paid. Their other orders stay as they are, under an id that no longer leads
 * to anyone: the books have to be kept, and tickets that were paid for stay good.
 */
export const onUserDeleted = (_kit: OrdersKit) =>
  on(
    UserDeleted,
    oneByOne(async ({ data }, tx) => {
      for (const id of await lockUnpaidOf(tx, data.id)) await updateOrder(tx, id, abandon);
    }),
  );
