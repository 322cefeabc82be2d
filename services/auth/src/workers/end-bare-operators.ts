import { newId } from '@frontrow/common/database';
import type { Worker } from '@frontrow/common/service';
import type { AuthKit } from '../config.ts';
import { revokeBareOperators } from '../store/sessions.ts';

/**
 * Ends the sessions of operators that were begun before they had to have a second factor. Once: none begins any more without.
 */
export const endBareOperators = ({ config, db }: AuthKit): Worker => ({
  name: 'end-bare-operators',
  everyMs: 60 * 60 * 1000,
  async run() {
    if (config.OPERATOR_FACTORS !== 'required') return;
    await db.transaction({ correlationId: newId(), causationId: null }, revokeBareOperators);
  },
});
