import type { OrderView } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import { formatPrice } from '@/lib/money';

const OWED: OrderView['cancelReason'][] = ['refunded', 'refunded_by_seller', 'refunded_by_operator', 'event_cancelled'];

/** Where the money of a cancelled order is: on its way, back, or never taken. That it did not arrive is the headline. */
export function MoneyBack({ order }: { order: OrderView }) {
  const [t, locale] = [useTranslations('order.cancelled.money'), useLocale()];
  const { cancelReason, completedAt, moneyBack, total, currency } = order;
  if (moneyBack?.state === 'failed') return null;
  if (moneyBack?.state === 'returned') {
    const { how, amount, at } = moneyBack;
    if (!how || amount === null || !at) return <p>{t('returned')}</p>;
    const money = formatPrice(amount, currency, locale);
    return <p>{t.rich(`by.${how}`, { money, day: () => <Time instant={at} style="day" /> })}</p>;
  }
  if (!OWED.includes(cancelReason)) return null;
  if (!completedAt || moneyBack) return <p>{t('notCharged')}</p>;
  return <p>{t('underWay', { money: formatPrice(total, currency, locale) })}</p>;
}
