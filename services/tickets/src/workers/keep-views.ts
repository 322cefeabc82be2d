import type { Database } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { TicketsKit } from '../config.ts';
import type { ViewCounter } from '../security/view-counter.ts';
import { addViews } from '../store/views.ts';

/** Writes down what was counted: one statement a second, however many look. What a crash loses is less than that. */
export const keepViews = ({ db, resources }: TicketsKit): Worker => ({
  name: 'keep-views',
  everyMs: 1_000,
  run: () => flushViews(db, resources.views),
});

export async function flushViews(db: Database, counter: ViewCounter): Promise<void> {
  const counted = counter.take();
  if (counted.size === 0) return;
  try {
    await addViews(db, counted);
  } catch (error) {
    counter.putBack(counted);
    throw error;
  }
}
