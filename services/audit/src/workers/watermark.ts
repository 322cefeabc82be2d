import { type Aggregate, streams } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { readProgress } from '@frontrow/common/messaging';
import type { AuditKit } from '../config.ts';

const aggregates = Object.keys(streams) as Aggregate[];

/**
 * Tells until when everything was heard. It notes the heads of all streams at one instant; once all of these are
 * handled, whatever was published before that instant is in the database. So what is missing by then is missing
 * because nobody told it, and not because it is still under way to us.
 */
export function openWatermark({ bus, db }: AuditKit): () => Promise<Date | undefined> {
  let mark: { at: Date; heads: number[] } | undefined;

  return async () => {
    if (!bus.connected) return undefined;
    const at = await databaseTime(db);
    const progress = await Promise.all(aggregates.map((name) => readProgress(bus, name, `audit-${name}`)));
    if (progress.every(({ head, handled }) => handled >= head)) {
      mark = undefined;
      return at;
    }
    // A stream whose store was lost, or put back, has an earlier head than was noted.
    const reached = mark?.heads.every(
      (head, index) => progress[index]!.handled >= Math.min(head, progress[index]!.head),
    );
    const until = reached ? mark?.at : undefined;
    if (!mark || reached) mark = { at, heads: progress.map(({ head }) => head) };
    return until;
  };
}
