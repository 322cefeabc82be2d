import type { SalesStep, Stretch } from '@frontrow/common/contracts';
import { formatDay } from './sales-period';

/** Below a column: short. */
export const labelStretch = ({ from }: Pick<Stretch, 'from'>, step: SalesStep, locale: string): string =>
  formatDay(from, locale, step === 'month' ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' });

/** In a table and when it is pointed at: unmistakable. */
export function nameStretch({ from, to }: Stretch, step: SalesStep, locale: string): string {
  if (step === 'day') return formatDay(from, locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return format.formatRange(new Date(from), new Date(to));
}

/** The stretch with the most of something; undefined when none has any. */
export function bestOf<S>(stretches: S[], read: (stretch: S) => number): S | undefined {
  const best = stretches.reduce((most, each) => (read(each) > read(most) ? each : most));
  return read(best) > 0 ? best : undefined;
}
