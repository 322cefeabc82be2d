import { cardLimits } from '@frontrow/common/contracts';
import { apiConfig, type Kit, maybeShown } from '@frontrow/common/service';
import { z } from 'zod';
import type { DeclineLimits } from './declines.ts';
import type { Provider } from './stripe/provider.ts';

/** In place of what the profile of limits says (docs/limits.md). */
const limit = z.coerce.number().int().min(1).optional();
const notEmpty = (text: string | undefined) => text || undefined;

const Settings = z.object({
  ...apiConfig,
  STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_/, 'must be a secret key of Stripe, such as sk_test_…'),
  STRIPE_WEBHOOK_SECRET: z.string().regex(/^whsec_/, 'must be the signing secret of a webhook endpoint: whsec_…'),
  STRIPE_PUBLISHABLE_KEY: z.string().optional().transform(notEmpty),
  /** Where Stripe's API is, when it is not at Stripe's own address. */
  STRIPE_API_URL: z.string().optional().transform(notEmpty).pipe(z.url().optional()),
  /** How long one call to Stripe may take. */
  STRIPE_TIMEOUT_MS: z.coerce.number().int().min(100).max(80_000).default(10_000),
  /** Cards that may be declined within the window before the next one has to wait: of an account, and of a network. */
  DECLINES_PER_ACCOUNT: limit,
  DECLINES_PER_NETWORK: limit,
  /** How often the same card may be declined within the window, whoever tries it. */
  DECLINES_PER_CARD: limit,
  DECLINE_WINDOW_SECONDS: z.coerce.number().int().min(1).max(86_400).optional(),
});
/** A sandbox takes every card, so it gives tickets away where others reach it. */
export const Config = Settings.refine((config) => !config.STRIPE_API_URL || maybeShown(config), {
  path: ['STRIPE_API_URL'],
  message: 'is for demonstrations: set the keys of Stripe, or PUBLIC_DEMO=yes to give tickets away at PUBLIC_URL',
});
export type Config = z.infer<typeof Config>;

export interface Resources {
  stripe: Provider;
  /** What this process is asking of Stripe now, waited for when it stops. */
  settling: Set<Promise<unknown>>;
}

export type PaymentsKit = Kit<Config, Resources>;

export function limitsOf(config: Config): DeclineLimits {
  const { account, network, networkPerGood, card, seconds } = cardLimits[config.LIMITS];
  return {
    account: config.DECLINES_PER_ACCOUNT ?? account,
    network: config.DECLINES_PER_NETWORK ?? network,
    networkPerGood,
    card: config.DECLINES_PER_CARD ?? card,
    windowMs: (config.DECLINE_WINDOW_SECONDS ?? seconds) * 1000,
  };
}
