import type { Worker } from '@frontrow/common/service';
import type { ExpirationKit } from '../config.ts';

/** Makes the EXPIRATIONS stream at the start and after every reconnection, since the broker may have lost its store. */
export const keepStream = ({ bus, wake }: ExpirationKit): Worker => {
  const name = 'keep-stream';
  let due = true;
  bus.onConnect(() => {
    due = true;
    wake(name);
  });
  return {
    name,
    everyMs: 1_000,
    async run() {
      if (!due || !bus.connected) return;
      due = false;
      try {
        await bus.ensureStream('expiration');
      } catch (error) {
        due = true;
        throw error;
      }
    },
  };
};
