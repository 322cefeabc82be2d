import { z } from 'zod';
import { clusterOf, Id } from './id.ts';

/** Crockford's Base32: without I, L, O and U, which are taken for other signs. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MISREAD: Record<string, string> = { I: '1', L: '1', O: '0', U: 'V' };
const PLACES = 8;

/** The last part of an id: 40 random bits, and its cluster. */
const tailOf = (id: Id): string => id.slice(24);

/**
 * What people call an order: `FR-7K2M-93QX`, or `FR3-7K2M-93QX` in cluster 3. It is in the order's id, so whoever knows an
 * order knows its number; that no two orders have the same is kept by orders.
 */
export function orderNumber(id: Id): string {
  let rest = Number.parseInt(tailOf(id).slice(0, 10), 16);
  let signs = '';
  for (let place = 0; place < PLACES; place += 1) {
    signs = SIGNS[rest % SIGNS.length] + signs;
    rest = Math.floor(rest / SIGNS.length);
  }
  return `FR${clusterOf(id) || ''}-${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** The last part of the id of the order with this number, however it is typed; null when it is no number of an order. */
export function orderOfNumber(number: string): string | null {
  const typed = number.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  const cluster = /^(?:FR(\d{0,3}))?$/.exec(typed.slice(0, -PLACES));
  const signs = [...typed.slice(-PLACES)].map((sign) => SIGNS.indexOf(MISREAD[sign] ?? sign));
  if (!cluster || Number(cluster[1] ?? 0) > 255 || signs.length < PLACES || signs.includes(-1)) return null;
  const bits = signs.reduce((sum, sign) => sum * SIGNS.length + sign, 0);
  return (
    bits.toString(16).padStart(10, '0') +
    Number(cluster[1] ?? 0)
      .toString(16)
      .padStart(2, '0')
  );
}

/** An order as people name it: by its id, or by its number. */
export const OrderName = z
  .string()
  .refine(
    (name) => orderOfNumber(name) !== null || Id.safeParse(name).success,
    'must be an id or the number of an order',
  );
