import type { Worker } from '@frontrow/common/service';
import type { TicketsKit } from '../config.ts';
import { markPast } from '../store/listings.ts';

/** Marked in one statement: short enough to hold up nobody. */
const AT_ONCE = 1_000;

/** Takes what is over out of the indexes that searches walk. They judge by the clock, so nothing depends on when. */
export const markPastListings = ({ db }: TicketsKit): Worker => ({
  name: 'mark-past',
  everyMs: 60_000,
  run: async () => (await markPast(db, AT_ONCE)) === AT_ONCE,
});
