import { readEvents } from '@frontrow/common/messaging';
import type { Worker } from '@frontrow/common/service';
import type { ExpirationKit } from '../config.ts';
import { type OrderEvent, pendingTimers } from '../timer.ts';

/** How far back an order may have changed last and still be unpaid; what is older, the sweeper in orders expires. */
const LOOK_BACK_MS = 2 * 60 * 60 * 1000;

/** Sets all timers anew from the stream of orders whenever Redis may have lost some. */
export const rebuildTimers = ({ bus, log, resources: { timers } }: ExpirationKit): Worker => ({
  name: 'rebuild-timers',
  everyMs: 1_000,
  async run() {
    if (!bus.connected || (await timers.areComplete())) return;
    await timers.rebuild(async () => {
      const history = await readEvents(bus, 'order', new Date(Date.now() - LOOK_BACK_MS));
      const pending = pendingTimers(history as OrderEvent[]);
      log.info({ events: history.length, timers: pending.length }, 'timers rebuilt from the stream of orders');
      return pending;
    });
  },
});
