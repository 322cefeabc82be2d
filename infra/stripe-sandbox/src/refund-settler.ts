import type { Logger } from 'pino';
import { cardBehind } from './api/cards.ts';
import { type HeldRefund, settleRefund } from './core/refunds.ts';
import type { Store } from './state/store.ts';
import { transact } from './state/transaction.ts';

/** Says the banks' last word on refunds when its time has come; after a restart for those, too, that came due meanwhile. */
export function startRefundSettler(store: Store, log: Logger): { stop: () => void } {
  const timers = new Map<string, NodeJS.Timeout>();

  const watch = () => {
    for (const { refund, settlesAt } of store.all('refunds')) {
      if (settlesAt === null || timers.has(refund.id)) continue;
      const settleNow = () => {
        timers.delete(refund.id);
        settle(store, store.get('refunds', refund.id)!).catch((error) => log.error(error));
      };
      timers.set(refund.id, setTimeout(settleNow, Math.max(0, settlesAt - Date.now())));
    }
  };

  store.onDurable(watch);
  watch();
  return {
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

function settle(store: Store, held: HeldRefund): Promise<void> {
  return transact(store, { requestId: null, idempotencyKey: null }, (tx) => {
    const charge = store.get('charges', String(held.refund.charge))!;
    tx.save(settleRefund(held, charge, cardBehind(store, charge), tx.fresh));
  });
}
