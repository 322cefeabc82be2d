import { ExpirationComplete } from '@frontrow/common/contracts';
import { on, oneByOne } from '@frontrow/common/messaging';
import type { OrdersKit } from '../config.ts';
import { expire } from '../order.ts';
import { updateOrder } from '../store/orders.ts';

/** The timer only says when to look: whether the order lapses is judged by the database's clock, and swept if early. */
export const onExpirationComplete = (_kit: OrdersKit) =>
  on(
    ExpirationComplete,
    oneByOne(async ({ data }, tx) => {
      await updateOrder(tx, data.orderId, expire);
    }),
  );
