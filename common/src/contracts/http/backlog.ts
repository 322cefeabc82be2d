import { z } from 'zod';

const Count = z.int().nonnegative().nullable();

/** The work that waits in a service, as read within the last second; null is what cannot be read now. */
export const BacklogView = z
  .object({
    service: z.string(),
    /** Events not yet published. */
    outboxPending: Count,
    /** How long the oldest of them has been waiting; 0 when there is none. */
    oldestPendingSeconds: z.number().nonnegative().nullable(),
    /** Events given up and not replayed. */
    deadLetters: Count,
    /** Events that a consumer of this service has not handled yet: those under way and those not yet delivered. */
    consumers: z.array(z.object({ consumer: z.string(), pending: Count })),
    busConnected: z.boolean(),
  })
  .meta({ id: 'Backlog' });
export type BacklogView = z.infer<typeof BacklogView>;
