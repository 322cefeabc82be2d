import type { TicketView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';

/** A listing's refund policy in a sentence for buyers. */
export function useRefundPolicy() {
  const t = useTranslations('event.refunds');
  return ({ refundHours, startsAt }: Pick<TicketView, 'refundHours' | 'startsAt'>): string => {
    if (!startsAt) return t('undated');
    if (refundHours === 0) return t('untilStart');
    const days = refundHours / 24;
    return Number.isInteger(days) && days > 1 ? t('days', { count: days }) : t('hours', { count: refundHours });
  };
}
