import { invalidRequest } from '../core/failures.ts';
import type { Store } from '../state/store.ts';

/** Replaces ids by the objects they stand for: `latest_charge`, `data.payment_intent`, `charge.payment_intent`. */
export function expanded(store: Store, object: object, paths: string[] = []): object {
  return paths.reduce((result, path) => expandPath(store, result, path.split('.'), path) as object, object);
}

function expandPath(store: Store, value: unknown, [field, ...rest]: string[], path: string): unknown {
  if (field === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => expandPath(store, item, [field, ...rest], path));
  if (typeof value !== 'object' || !(field in value)) throw notExpandable(path);
  const inner = (value as Record<string, unknown>)[field];
  const found = typeof inner === 'string' ? objectWithId(store, inner) : inner;
  if (found === undefined) throw notExpandable(path);
  return { ...value, [field]: expandPath(store, found, rest, path) };
}

function objectWithId(store: Store, id: string): object | undefined {
  if (id.startsWith('pi_')) return store.get('intents', id)?.intent;
  if (id.startsWith('ch_')) return store.get('charges', id);
  if (id.startsWith('du_')) return store.get('disputes', id);
  if (id.startsWith('re_')) return store.get('refunds', id)?.refund;
  if (id.startsWith('pm_')) return store.get('methods', id)?.method;
  return undefined;
}

const notExpandable = (path: string) =>
  invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
