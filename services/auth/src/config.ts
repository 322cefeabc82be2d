import { Email } from '@frontrow/common/contracts';
import { apiConfig, type Kit, maybeShown, PrivateKey } from '@frontrow/common/service';
import { z } from 'zod';
import { NewPassword } from './security/new-password.ts';
import type { Passwords } from './security/passwords.ts';
import type { Throttle } from './security/throttle.ts';

const count = (preset: number) => z.coerce.number().int().min(1).default(preset);

export const Config = z
  .object({
    ...apiConfig,
    SESSION_PRIVATE_KEY: PrivateKey,
    /** How long a session lasts. The bus keeps revocations for 7 days, so a session may not live longer. */
    SESSION_DAYS: z.coerce.number().int().min(1).max(7).default(7),
    /** How long a session may be left alone. */
    SESSION_IDLE_HOURS: z.coerce.number().int().min(1).max(168).default(24),
    /** The same for operators. */
    OPERATOR_SESSION_HOURS: z.coerce.number().int().min(1).max(168).default(12),
    OPERATOR_IDLE_MINUTES: z.coerce.number().int().min(6).max(1_440).default(30),
    /** Where an account is signed in more often, its oldest session ends. */
    SESSIONS_PER_ACCOUNT: count(10),
    /** Encrypts the secrets of authenticator apps and keys what else belongs to factors; at least 32 characters. */
    FACTOR_SECRET: z.string().min(32),
    /** Whether operators must have a second factor; `named`: all but the account of the configuration. For demonstrations. */
    OPERATOR_FACTORS: z.enum(['required', 'named', 'optional']).default('required'),
    /** Shared with notifications, which makes the links and codes in its mails of it; at least 32 characters. */
    RESET_SECRET: z.string().min(32),
    /** The operator's account of a demonstration, made when it is missing; elsewhere `operator.js add` makes them. */
    OPERATOR_EMAIL: Email.optional(),
    OPERATOR_PASSWORD: NewPassword.optional(),
    /** Passwords hashed at once and waiting for it. One takes about 40 ms of a core and 19 MiB. */
    HASHES_AT_ONCE: count(1),
    HASHES_WAITING: count(50),
    /** Tries at a password in 15 minutes: of one account from one address, and from all that are new to it. */
    TRIES_PER_ACCOUNT_AND_ADDRESS: count(10),
    TRIES_PER_ACCOUNT: count(100),
    /** Tries at a second factor in 15 minutes, of one account. */
    FACTOR_TRIES: count(10),
    /** Mails to choose a new password that can be asked for in an hour, for one e-mail address. */
    RESETS_PER_EMAIL: count(5),
    /** Mails to confirm an address that can be asked for in an hour: for one address, and by one account. */
    VERIFICATIONS_PER_EMAIL: count(10),
    /** How long it is kept what happened with an account. */
    ACCOUNT_EVENTS_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
    /** Sign-ups and sign-ins from one address in 15 minutes; many people may share it. A failure counts ten times. */
    TRIES_PER_ADDRESS: count(3_000),
  })
  .refine(({ OPERATOR_EMAIL, OPERATOR_PASSWORD }) => !OPERATOR_EMAIL === !OPERATOR_PASSWORD, {
    path: ['OPERATOR_EMAIL and OPERATOR_PASSWORD'],
    message: 'go together: one of the two',
  })
  .refine(({ OPERATOR_PASSWORD, PUBLIC_URL }) => !OPERATOR_PASSWORD || maybeShown({ PUBLIC_URL, PUBLIC_DEMO: 'no' }), {
    path: ['OPERATOR_PASSWORD'],
    message: 'is for demonstrations on this machine: make operators with bin/operator add',
  });

export type Config = z.infer<typeof Config>;

export type AuthKit = Kit<Config, { passwords: Passwords; throttle: Throttle }>;
