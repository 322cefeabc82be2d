import type { z } from 'zod';

export interface FieldError {
  message: string;
  field: string;
}

/** Reads a value by a schema: what it says, or every field that is wrong, in words for whoever wrote it. */
export function check<T extends z.ZodType>(
  schema: T,
  value: unknown,
): { data: z.output<T>; errors?: undefined } | { data?: undefined; errors: FieldError[] } {
  const result = schema.safeParse(value, { error: friendly });
  if (result.success) return { data: result.data };
  return { errors: result.error.issues.flatMap((issue) => details(issue, value)) };
}

function details(issue: z.core.$ZodIssue, value: unknown): FieldError[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ message: 'is not a known field', field: path ? `${path}.${key}` : key }));
  }
  const message = at(value, issue.path) === undefined ? 'is required' : issue.message;
  return [{ message, field: path || 'body' }];
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
