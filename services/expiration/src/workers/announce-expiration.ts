import { ExpirationComplete } from '@frontrow/common/contracts';
import { deterministicId } from '@frontrow/common/database';
import { type Bus, seal } from '@frontrow/common/messaging';
import type { Timer } from '../timer.ts';

/**
 * Says that a deadline has come, and resolves once the broker has it. The same timer makes the same event every time,
 * whether it was retried, rebuilt or fired by two workers, so the broker and the inbox of orders drop the repeats.
 */
export const announceExpiration = (bus: Bus) => async (timer: Timer) => {
  const { orderId, orderVersion, expiresAt, correlationId, causationId } = timer;
  const happening = {
    definition: ExpirationComplete,
    // The aggregate is this timer, not the order: it has one event, so its versions have no gaps.
    aggregateId: deterministicId(orderId, `timer ${orderVersion}`),
    aggregateVersion: 1,
    data: { orderId, orderVersion, expiresAt },
  };
  const id = deterministicId(orderId, `expiration.complete ${orderVersion}`);
  await bus.publish(seal(happening, { correlationId, causationId }, { id, time: new Date(expiresAt) }));
};
