import { z } from 'zod';
import { Id, Instant } from '../id.ts';
import { defineEvent } from './envelope.ts';

/**
 * The timer of one version of an order has run out. The aggregate is that timer: its id follows from order and version,
 * and this is its only event.
 */
export const ExpirationState = z.object({
  orderId: Id,
  /** The order's version that set the deadline, and the deadline. */
  orderVersion: z.int().min(1),
  expiresAt: Instant,
});

export const ExpirationComplete = defineEvent('expiration.complete', ExpirationState, "An order's deadline has come");
