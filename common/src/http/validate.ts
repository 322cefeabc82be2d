import type { z } from 'zod';
import { check } from '../contracts/index.ts';
import { badRequest, HttpProblem } from './problem.ts';

/** Checks a part of a request; throws a 400 that names every field that is wrong. */
export function validate<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const { data, errors } = check(schema, value);
  if (errors) throw new HttpProblem(400, errors);
  return data as z.output<T>;
}

/** Passes a body on unless it has text that PostgreSQL cannot store; throws a 400 that names its field. */
export function storable<T>(body: T): T {
  const left: [field: string, value: unknown][] = [['', body]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [field, value] = next;
    if (typeof value === 'string') {
      if (value.includes('\0')) throw badRequest(field || 'body', 'must not contain a zero byte', 'zero_byte');
      if (!value.isWellFormed()) throw badRequest(field || 'body', 'must be well-formed Unicode', 'malformed_text');
    } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
      for (const [key, member] of Object.entries(value)) {
        left.push([field, key], [field ? `${field}.${key}` : key, member]);
      }
    }
  }
  return body;
}
