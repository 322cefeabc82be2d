/** Microseconds since 1970 of an instant in ISO 8601, which databases give with six digits and events with three. */
export function micros(instant: string): number {
  const fraction = /\.(\d+)/.exec(instant)?.[1] ?? '';
  return Date.parse(instant) * 1000 + Number(fraction.padEnd(6, '0').slice(3, 6));
}

/** Whether two instants are the same millisecond, which is all that events keep; null is only the same as null. */
export const sameInstant = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : Date.parse(a) === Date.parse(b);
