import {
  AdmissionsState,
  type Currency,
  formatMoney,
  type HeardEventView,
  OrderState,
  PaymentState,
  StockState,
} from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { Messages } from '@/i18n/messages';

type Name = keyof Messages['operator']['heard'];

/** What events say, each in a line. Their data come as they were heard, so they are read and not trusted. */
export function useHeardWords() {
  const t = useTranslations('operator');
  const orders = useTranslations('order');
  const locale = useLocale();
  const money = (amount: number, currency: Currency) => formatMoney(amount, currency, locale);

  function detailsOf({ type, data }: HeardEventView): string {
    if (type.startsWith('order.')) return ofOrder(type, data);
    if (type.startsWith('payment.')) return ofPayment(data);
    if (type.startsWith('admission.')) return ofAdmissions(data);
    return type === 'stock.updated' ? ofStock(data) : '';
  }

  function ofOrder(type: string, data: unknown): string {
    const order = OrderState.safeParse(data).data;
    if (!order) return '';
    const price = money(order.unitPrice, order.currency);
    const units = orders('summary.units', { count: order.quantity, price });
    if (order.cancelReason) {
      return t('details.cancelled', { reason: t(`details.reasons.${order.cancelReason}`), units });
    }
    if (type !== 'order.updated') return units;
    return t('details.status', { status: orders(`status.${order.status}`), units });
  }

  function ofPayment(data: unknown): string {
    const payment = PaymentState.safeParse(data).data;
    if (!payment) return '';
    const { amount, amountCaptured, amountRefunded, currency, failure } = payment;
    const sum = money(amountRefunded || amountCaptured || amount, currency);
    return failure ? t('details.declined', { money: sum, why: failure.message }) : sum;
  }

  function ofAdmissions(data: unknown): string {
    const admissions = AdmissionsState.safeParse(data).data?.admissions ?? [];
    const counted = (['valid', 'redeemed', 'revoked'] as const).flatMap((status) => {
      const count = admissions.filter((admission) => admission.status === status).length;
      return count > 0 ? t(`details.admissions.${status}`, { count }) : [];
    });
    return counted.join(', ') || t('details.none');
  }

  function ofStock(data: unknown): string {
    const stock = StockState.safeParse(data).data;
    return stock ? t('details.stock', { held: stock.held, sold: stock.sold, capacity: stock.capacity }) : '';
  }

  return {
    heardWords(event: HeardEventView): string {
      const name = event.type.replaceAll('.', '_') as Name;
      const what = t.has(`heard.${name}`) ? t(`heard.${name}`) : event.type;
      const details = detailsOf(event);
      return details ? t('details.said', { what, details }) : what;
    },

    /** The time between two instants, as people say it: `140 ms later`, `3.2 s later`, `15 min later`. */
    gapWords(from: string, to: string): string {
      const ms = Date.parse(to) - Date.parse(from);
      if (ms < 0) return t('gap.before', { ms: -ms });
      if (ms < 1000) return t('gap.ms', { count: ms });
      if (ms < 120_000) return t('gap.seconds', { count: Math.round(ms / 100) / 10 });
      if (ms < 7_200_000) return t('gap.minutes', { count: Math.round(ms / 60_000) });
      if (ms < 172_800_000) return t('gap.hours', { count: Math.round(ms / 3_600_000) });
      return t('gap.days', { count: Math.round(ms / 86_400_000) });
    },
  };
}
