import { isolated } from '@frontrow/common/contracts';

/** What strangers write, wherever a mail takes it from, and what operators quote of it. */
const FOREIGN = new Set(['title', 'venue', 'city', 'country', 'email', 'name', 'reason']);

/** The same with the words of strangers in isolates, so that no direction of theirs turns the sentence of a mail. */
export function isolateForeign<T>(value: T): T {
  if (Array.isArray(value)) return value.map(isolateForeign) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [
    name,
    FOREIGN.has(name) && typeof member === 'string' ? isolated(member) : isolateForeign(member),
  ]);
  return Object.fromEntries(entries);
}
