import fc from 'fast-check';
import type { Schema } from './endpoints.ts';

/** Text as it should never come, and as it does. */
export const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '',
    ' ',
    '\u202e',
    '😀'.repeat(60),
    '"',
    '\\',
    '%',
    "'; drop table orders; --",
    '{{7*7}}',
    '__proto__',
  ),
  fc.constantFrom('2026-02-30T00:00:00Z', '9999-12-31T23:59:59.999Z', '-000001-01-01T00:00:00Z', 'NaN', '1e400', '٣'),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

const number = fc.oneof(
  fc.integer(),
  fc.integer({ min: -1, max: 12 }),
  fc.double(),
  fc.constantFrom(-0, 0.1, 1e-320, 1e308, 2 ** 31, 2 ** 53, 1 / 3),
);

export const anything = fc.oneof(text, number, fc.jsonValue({ maxDepth: 3 }));

/** The id of something that exists, or one that is not of version 7: a service need not wait for it to arrive. */
const idOr = (existing: string | undefined): fc.Arbitrary<string> =>
  existing === undefined ? fc.uuid({ version: 4 }) : fc.oneof(fc.constant(existing), fc.uuid({ version: 4 }));

/**
 * Values as a schema wants them, more or less: most pass the first check, and some all. `existing` has an id for some
 * names of fields, and `name` is this one's.
 */
export function near(schema: Schema, existing: Record<string, string>, name = ''): fc.Arbitrary<unknown> {
  const { type, format, items, properties = {}, anyOf, enum: choices } = schema;
  if (choices) return fc.constantFrom(...choices);
  if (anyOf) return fc.oneof(...anyOf.map((choice) => near(choice, existing, name)));
  if (format === 'uuid') return idOr(existing[name]);
  if (type === 'integer' || type === 'number') return number;
  if (type === 'string') return text;
  if (type === 'array') return fc.array(near(items ?? {}, existing), { maxLength: 60 });
  if (type !== 'object') return anything;
  const fields = Object.entries(properties).map(([name, field]) => {
    const value = fc.oneof({ arbitrary: near(field, existing, name), weight: 5 }, { arbitrary: anything, weight: 1 });
    return [name, value] as const;
  });
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}
