import type Stripe from 'stripe';
import { missing } from '../core/failures.ts';

export interface Paging {
  limit: number;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

export interface CreatedFilter {
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
}

/** One page of Stripe's lists: the newest first, `starting_after` towards the older, `ending_before` towards the newer. */
export function page<T extends { id: string }>(oldestFirst: T[], paging: Paging, url: string): Stripe.ApiList<T> {
  const { limit, starting_after: older, ending_before: newer } = paging;
  const items = oldestFirst.toReversed();
  if (newer !== undefined) {
    const end = indexOf(items, newer, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: items.slice(start, end), has_more: start > 0, url };
  }
  const start = older === undefined ? 0 : indexOf(items, older, 'starting_after') + 1;
  return { object: 'list', data: items.slice(start, start + limit), has_more: start + limit < items.length, url };
}

export function createdWithin({ created }: { created: number }, filter: CreatedFilter = {}): boolean {
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = filter;
  return created > gt && created >= gte && created < lt && created <= lte;
}

function indexOf(items: { id: string }[], id: string, param: string): number {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw missing('object', id, param, 400);
  return index;
}
