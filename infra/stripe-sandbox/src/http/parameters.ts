import { z } from 'zod';
import { invalidRequest, type StripeFailure } from '../core/failures.ts';

/** Form values are all strings; these read them, and refuse them in Stripe's words. */

export const text = z.string().max(5000);

export const integer = z.string().transform((value, context) => {
  if (/^-?\d{1,15}$/.test(value)) return Number(value);
  const params = { code: 'parameter_invalid_integer' };
  context.issues.push({ code: 'custom', input: value, message: `Invalid integer: ${value}`, params });
  return z.NEVER;
});

export const boolean = z.string().transform((value, context) => {
  if (value === 'true' || value === 'false') return value === 'true';
  context.issues.push({ code: 'custom', input: value, message: `Invalid boolean: ${value}` });
  return z.NEVER;
});

export const url = z.string().transform((value, context) => {
  if (URL.canParse(value) && /^https?:/.test(value)) return value;
  const params = { code: 'url_invalid' };
  context.issues.push({ code: 'custom', input: value, message: 'Not a valid URL', params });
  return z.NEVER;
});

/** At most 50 keys; an empty value (or an empty `metadata`) removes what was there. */
export const metadata = z.union([
  z.literal('').transform((): Record<string, string> => ({})),
  z
    .record(z.string().max(40), z.string().max(500))
    .refine((given) => Object.keys(given).length <= 50, 'Metadata can have up to 50 keys'),
]);

export const expand = z.array(text).optional();

const limit = integer.refine((value) => value >= 1 && value <= 100, 'Limit must be between 1 and 100').default(10);

export const paging = { limit, starting_after: text.optional(), ending_before: text.optional() };

export const createdFilter = z
  .union([
    integer.transform((gte) => ({ gte, lte: gte })),
    z.strictObject({
      gt: integer.optional(),
      gte: integer.optional(),
      lt: integer.optional(),
      lte: integer.optional(),
    }),
  ])
  .optional();

/** Reads parameters by a schema; the first problem becomes Stripe's refusal of the request. */
export function readParameters<T>(schema: z.ZodType<T>, given: unknown): T {
  const result = schema.safeParse(given ?? {});
  if (result.success) return result.data;
  throw refusal(result.error.issues[0]!, given);
}

function refusal(issue: z.core.$ZodIssue, given: unknown): StripeFailure {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys.map((key) => nameOf([...path, key]));
    const message = `Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}`;
    return invalidRequest(message, { code: 'parameter_unknown', param: unknown[0]! });
  }
  const param = nameOf(path);
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], given);
  if (value === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  if (value === '') {
    const message = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`;
    return invalidRequest(message, { code: 'parameter_invalid_empty', param });
  }
  if (issue.code === 'custom') return invalidRequest(issue.message, { param, ...issue.params });
  return invalidRequest(`Invalid ${param}: ${issue.message}`, { param });
}

/** `['metadata', 'orderId']` is `metadata[orderId]`. */
function nameOf([first = '', ...rest]: string[]): string {
  return first + rest.map((key) => `[${key}]`).join('');
}
