import { z } from 'zod';
import { PublicDemo } from './demonstration.ts';

const jsonOf = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, ctx) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        ctx.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

const PublicJwk = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), kid: z.string(), x: z.string() });

/** An Ed25519 key pair as a private JWK, in JSON. */
export const PrivateKey = jsonOf(PublicJwk.extend({ d: z.string() }));
/** A set of private keys; the first one signs, all of them verify. */
export const PrivateKeySet = jsonOf(z.object({ keys: z.array(PublicJwk.extend({ d: z.string() })).min(1) }));
/** A set of public keys: one, or two during a rotation. */
export const PublicKeySet = jsonOf(z.object({ keys: z.array(PublicJwk).min(1) }));
/** A number of seconds. */
export const Seconds = z.coerce
  .number()
  .int()
  .min(1)
  .max(7 * 24 * 3600);

/**
 * Whether people have to show that mails to their address reach them before they may sell or be staff, and before they are
 * written to about anything else. `optional`: they are asked, and may do all the same meanwhile.
 */
export const EmailVerification = z.enum(['required', 'optional']).default('optional');

/** What every service needs. */
export const baseConfig = {
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NATS_URL: z.string().regex(/^(nats|tls):\/\//, 'must be like nats://127.0.0.1:4222'),
  NATS_USER: z.string().optional(),
  NATS_PASSWORD: z.string().optional(),
  /** A file for the security log; without one its lines stand among those of the log, with `"channel":"security"`. */
  SECURITY_LOG_FILE: z.string().min(1).optional(),
  /** How many servers of the bus keep each of its streams: three in a cluster of three, so that it may lose one. */
  STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
};

/** What a service with an HTTP API and a database of its own needs besides. */
export const apiConfig = {
  ...baseConfig,
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be like postgres://user:password@host:5432/name'),
  /** Whether the service brings its database up to date itself, or waits until `main.js migrate` has. */
  MIGRATIONS: z.enum(['run', 'wait']).default('run'),
  /** Connections for requests, and for what goes on by itself: consumers and workers. */
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(12),
  DATABASE_BACKGROUND_POOL: z.coerce.number().int().min(2).max(200).default(7),
  SESSION_PUBLIC_KEYS: PublicKeySet,
  /** What addresses in the security log are hashed with: the same for all services, so that one can be followed through them. */
  SECURITY_LOG_SECRET: z.string().min(32),
  /** How much each account and network may ask for: `generous` counts nothing, for a machine of one's own (docs/limits.md). */
  LIMITS: z.enum(['strict', 'generous']).default('strict'),
  PUBLIC_URL: z.url(),
  /** `yes`: the mailbox and the sandbox may be seen by all who reach PUBLIC_URL. */
  PUBLIC_DEMO: PublicDemo,
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).default(1),
};

/** The part of a configuration that the kit itself reads. */
export type BaseConfig = z.infer<z.ZodObject<typeof baseConfig>> & Partial<z.infer<z.ZodObject<typeof apiConfig>>>;

/** Reads a configuration from the environment; throws one line that names every variable that is wrong. */
export function parseConfig<T extends z.ZodObject>(schema: T, environment: NodeJS.ProcessEnv): z.infer<T> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return environment[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`;
  });
  throw new ConfigError(`cannot start: ${[...new Set(wrong)].join('; ')} (set it in the environment)`);
}

export class ConfigError extends Error {
  override name = 'ConfigError';
}
