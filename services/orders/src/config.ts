import type { CancellationView, OrderView } from '@frontrow/common/contracts';
import { CLUSTERS } from '@frontrow/common/contracts';
import type { Feed } from '@frontrow/common/http';
import { apiConfig, type Kit, Seconds } from '@frontrow/common/service';
import { z } from 'zod';

export const Config = z.object({
  ...apiConfig,
  /** How long units are kept for a buyer who has not paid. */
  HOLD_SECONDS: Seconds.default(15 * 60),
  /** How much longer when the buyer asks, once. */
  EXTENSION_SECONDS: Seconds.default(5 * 60),
  /** How long a payment in flight may keep an order beyond its hold, enough for 3-D Secure. */
  PAYMENT_GRACE_SECONDS: Seconds.default(5 * 60),
  /** How long after its deadline an order is swept when no timer came. */
  SWEEP_AFTER_SECONDS: Seconds.default(2),
  /** Units one buyer may hold unpaid, of one listing and of all, so that nobody freezes a show. */
  HOLDS_PER_LISTING: z.coerce.number().int().min(1).default(10),
  HOLDS_IN_ALL: z.coerce.number().int().min(1).default(50),
  /** Whether whoever reserves solves a challenge first: never, of sales that are under attack, or always. */
  CHALLENGE: z.enum(['off', 'auto', 'always']).default('off'),
  /** The number of this cluster of orders, which the ids of its orders name. */
  CLUSTER: z.coerce
    .number()
    .int()
    .min(0)
    .max(CLUSTERS - 1)
    .default(0),
  /** Buyers of a rush who may wait for their reservation in one process, and how long; more are told to come again. */
  MOST_WAITING: z.coerce.number().int().min(1).default(20_000),
  WAITING_SECONDS: Seconds.default(10),
});
export type Config = z.infer<typeof Config>;

export type OrdersKit = Kit<Config, { feed: Feed<OrderView>; cancellations: Feed<CancellationView> }>;
