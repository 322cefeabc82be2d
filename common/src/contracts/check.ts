import type { z } from 'zod';
import type { ProblemDetail, Refusal } from './problem.ts';

/** Reads a value by a schema: what it says, or every field that is wrong, in words for whoever wrote it. */
export function check<T extends z.ZodType>(
  schema: T,
  value: unknown,
): { data: z.output<T>; errors?: undefined } | { data?: undefined; errors: Refusal[] } {
  const result = schema.safeParse(value, { error: friendly });
  if (result.success) return { data: result.data };
  return { errors: result.error.issues.flatMap((issue) => details(issue, value)) };
}

function details(issue: z.core.$ZodIssue, value: unknown): Refusal[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      return { message: 'is not a known field', field: path ? `${path}.${key}` : key, code: 'unknown_field' };
    });
  }
  const field = path || 'body';
  if (at(value, issue.path) === undefined) return [{ message: 'is required', field, code: 'required' }];
  return [{ message: issue.message, field, ...reasonOf(issue) }];
}

/** What is wrong, for programs. A schema's own rule names its `code` in its `params`. */
function reasonOf(issue: z.core.$ZodIssue): Pick<Refusal, 'code' | 'params'> {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return { code: 'required' };
      return limit(issue.origin, ['too_short', 'too_low', 'too_few'], { min: Number(issue.minimum) });
    case 'too_big':
      return limit(issue.origin, ['too_long', 'too_high', 'too_many'], { max: Number(issue.maximum) });
    case 'invalid_format':
      return issue.format === 'email' ? { code: 'email' } : invalid;
    case 'invalid_type':
      return issue.expected === 'int' ? { code: 'whole_number' } : invalid;
    case 'custom': {
      const { code, ...params } = issue.params ?? {};
      if (typeof code !== 'string') return invalid;
      return { code, ...(Object.keys(params).length > 0 && { params }) };
    }
    default:
      return invalid;
  }
}

/** It is not of the kind that it must be; which kind that is, only the words say. */
const invalid = { code: 'invalid' };

function limit(origin: string, [ofText, ofNumber, ofList]: [string, string, string], params: ProblemDetail['params']) {
  if (origin === 'string') return { code: ofText, params };
  if (origin === 'array') return { code: ofList, params };
  return origin === 'number' || origin === 'int' ? { code: ofNumber, params } : invalid;
}

const at = (value: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((found, key) => (found as Record<PropertyKey, unknown> | null | undefined)?.[key], value);

/** Words for what the schemas leave to the default. A message set in a schema wins over these. */
function friendly(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    default:
      return undefined;
  }
}

const article = (noun: string) => `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;
