/** Which service answers what is below a prefix, as the gateway has it. */
const OWNERS: Record<string, string> = {
  users: 'auth',
  tickets: 'tickets',
  orders: 'orders',
  payments: 'payments',
  audit: 'audit',
  notifications: 'notifications',
};

/**
 * The address of an endpoint. `base` is the gateway's; or, with `{service}` in it, that of each service by its name, for
 * calls between servers where the gateway stands outside (on Kubernetes).
 */
export function addressOf(base: string, path: string): string {
  if (!base.includes('{service}')) return base + path;
  const owner = OWNERS[/^\/api\/(\w+)/.exec(path)?.[1] ?? ''];
  if (!owner) throw new Error(`no service answers ${path}`);
  return base.replace('{service}', owner) + path;
}
