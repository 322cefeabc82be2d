import type { ProblemDetail } from '@frontrow/common/contracts';

const CURRENCY_DECIMALS = (currency: string): number => {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
};

/**
 * A price as it was typed, as the API takes it. A comma may stand for the decimal point, but where it (or a point) could
 * as well part thousands, as in `1,250`, nobody knows what is meant: then this says so instead.
 */
export function readPrice(typed: string, currency: string): { price: string } | { error: ProblemDetail } {
  const text = typed.trim();
  const [, whole, mark, rest = ''] = /^(\d+)([.,])(\d+)$/.exec(text) ?? [];
  if (!mark) return { price: text };
  const thousands = rest.length === 3 && !(mark === '.' && CURRENCY_DECIMALS(currency) === 3);
  if (!thousands) return { price: `${whole}.${rest}` };
  const amounts = { whole: `${whole}${rest}`, decimal: `${whole}.${rest}` };
  const message = `could mean ${amounts.whole} or ${amounts.decimal}: write it without a mark between thousands`;
  return { error: { field: 'price', code: 'ambiguous_amount', message, params: amounts } };
}
