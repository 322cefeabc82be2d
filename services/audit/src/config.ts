import { apiConfig, type Kit, Seconds } from '@frontrow/common/service';
import { z } from 'zod';

export const Config = z.object({
  ...apiConfig,
  /** How long nothing more may have been heard of something before what is known of it is compared. */
  SETTLE_SECONDS: Seconds.default(5),
  /** How long a service may take for what it owes: a charge, a void, a refund, admissions, an answer. */
  REACTION_SECONDS: Seconds.default(8),
  /** How far behind the bus the auditor may be before it calls itself blind. */
  BLIND_SECONDS: Seconds.default(10),
  /** How long the history of what has settled is kept. */
  KEEP_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
});
export type Config = z.infer<typeof Config>;

export type AuditKit = Kit<Config>;
