/** PostgreSQL's error code behind an error (drizzle wraps the driver's), such as `23505` for a unique violation. */
export function sqlState(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'string') return e.code;
  }
  return undefined;
}

/** The name of the constraint that a change would have broken. */
export function brokenConstraint(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('constraint' in e && typeof e.constraint === 'string') return e.constraint;
  }
  return undefined;
}

/** Whether an error says that the database is out of reach or overloaded, not that the query was wrong. */
export function isUnavailable(error: unknown): boolean {
  const code = sqlState(error);
  if (code !== undefined) return /^(08|28|53|57P|58|3D000|25006|55P03|57014|25P03|40001|40P01|E[A-Z]+$)/.test(code);
  for (let e = error; e instanceof Error; e = e.cause) {
    if (/connection terminated|not queryable|timeout exceeded|query read timeout|connection error/i.test(e.message))
      return true;
  }
  return false;
}

/** Whether a transaction was in the way of another (a deadlock, a serialization failure) and may simply be repeated. */
export const isContended = (error: unknown): boolean => /^(40001|40P01)$/.test(sqlState(error) ?? '');

/** Whether a lock was waited for in vain: the database is well, but somebody holds what is needed. */
export const isLockTimeout = (error: unknown): boolean => sqlState(error) === '55P03';
