import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { AuditKit } from '../config.ts';
import { forgetFindings } from '../store/findings.ts';
import { forgetHistories } from '../store/orders.ts';

/** Forgets the histories of what settled long ago. */
export const forget = ({ db, config }: AuditKit): Worker => ({
  name: 'forget',
  everyMs: 60 * 60 * 1000,
  run: () =>
    db.transaction({ correlationId: newId(), causationId: null }, async (tx) => {
      await forgetHistories(tx, config.KEEP_DAYS);
      await forgetFindings(tx, config.KEEP_DAYS);
    }),
});
