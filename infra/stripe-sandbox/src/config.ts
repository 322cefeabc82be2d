import { z } from 'zod';

const webUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATA_DIR: z.string().min(1),
  STRIPE_SECRET_KEY: z.string().regex(/^sk_test_\w{8,}$/, 'must be sk_test_ and at least 8 letters or digits'),
  STRIPE_WEBHOOK_SECRET: z.string().regex(/^whsec_\w{8,}$/, 'must be whsec_ and at least 8 letters or digits'),
  WEBHOOK_URL: webUrl,
  WEBHOOK_EVENTS: z
    .string()
    .transform((types) => types.split(',').map((type) => type.trim()))
    .optional(),
  PUBLIC_URL: webUrl,
});

export interface SandboxConfig {
  /** 0: any free port. */
  port: number;
  host?: string;
  logLevel?: string;
  dataDir: string;
  secretKey: string;
  webhookSecret: string;
  /** Where events are sent; without it they are only kept. */
  webhookUrl?: string;
  /** The types of events that are sent, as an endpoint of Stripe's has them enabled; all of them by default. */
  webhookEvents?: string[] | undefined;
  /** The sandbox as a browser reaches it, for links to challenges; default: its own address. */
  publicUrl?: string;
  /** How long (ms) a bank takes to say its last word on a refund that fails or is pending. */
  refundDelay?: number;
}

/** Throws with one line that names every variable that is missing or wrong. */
export function readConfig(environment: NodeJS.ProcessEnv): SandboxConfig {
  const result = Environment.safeParse(environment);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return `${name} ${environment[name] === undefined ? 'is missing' : `is wrong (${message})`}`;
    });
    throw new Error(`set the environment right: ${problems.join('; ')} (see infra/stripe-sandbox/README.md)`);
  }
  const env = result.data;
  return {
    port: env.PORT,
    host: env.HOST,
    logLevel: env.LOG_LEVEL,
    dataDir: env.DATA_DIR,
    secretKey: env.STRIPE_SECRET_KEY,
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    webhookUrl: env.WEBHOOK_URL,
    webhookEvents: env.WEBHOOK_EVENTS,
    publicUrl: env.PUBLIC_URL,
  };
}
