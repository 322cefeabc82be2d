import {
  AdmissionsState,
  formatMoney,
  type HeardEventView,
  OrderState,
  PaymentState,
  StockState,
} from '@frontrow/common/contracts';

/** What an event says, in a line. Its data come as they were heard, so they are read and not trusted. */
export function heardWords({ type, data }: HeardEventView): string {
  const words = names[type] ?? type;
  const details = type.startsWith('order.')
    ? ofOrder(type, data)
    : type.startsWith('payment.')
      ? ofPayment(data)
      : type.startsWith('admission.')
        ? ofAdmissions(data)
        : type === 'stock.updated'
          ? ofStock(data)
          : '';
  return details ? `${words}: ${details}` : words;
}

const names: Record<string, string> = {
  'order.created': 'Reserved',
  'order.updated': 'Changed',
  'order.completed': 'Complete',
  'order.refund_requested': 'A refund is asked for',
  'order.cancelled': 'Cancelled',
  'payment.started': 'A card was handed in',
  'payment.authorized': 'The card is good',
  'payment.failed': 'The card was declined',
  'payment.captured': 'Charged',
  'payment.capture_failed': 'The charge failed for good',
  'payment.voided': 'Given up, nothing charged',
  'payment.refunded': 'Paid back',
  'payment.refund_failed': 'The refund failed',
  'admission.issued': 'Admissions issued',
  'admission.revoked': 'Admissions revoked',
  'admission.refund_refused': 'No refund: an admission was used',
  'admission.redeemed': 'Someone was let in',
  'expiration.complete': 'The deadline has come',
  'stock.updated': 'Stock moved',
};

function ofOrder(type: string, data: unknown): string {
  const order = OrderState.safeParse(data).data;
  if (!order) return '';
  const units = `${order.quantity} × ${formatMoney(order.unitPrice, order.currency)}`;
  if (order.cancelReason) return `${order.cancelReason.replace('_', ' ')} (${units})`;
  return type === 'order.updated' ? `${order.status}, ${units}` : units;
}

function ofPayment(data: unknown): string {
  const payment = PaymentState.safeParse(data).data;
  if (!payment) return '';
  const { amount, amountCaptured, amountRefunded, currency, failure } = payment;
  const money = formatMoney(amountRefunded || amountCaptured || amount, currency);
  return failure ? `${money}, ${failure.message}` : money;
}

function ofAdmissions(data: unknown): string {
  const admissions = AdmissionsState.safeParse(data).data?.admissions ?? [];
  const counted = ['valid', 'redeemed', 'revoked'].flatMap((status) => {
    const count = admissions.filter((admission) => admission.status === status).length;
    return count > 0 ? `${count} ${status}` : [];
  });
  return counted.join(', ') || 'none';
}

function ofStock(data: unknown): string {
  const stock = StockState.safeParse(data).data;
  return stock ? `${stock.held} held and ${stock.sold} sold of ${stock.capacity}` : '';
}

/** The time between two instants, as people say it: `140 ms`, `3.2 s`, `15 min`. */
export function gapWords(from: string, to: string): string {
  const ms = Date.parse(to) - Date.parse(from);
  if (ms < 0) return `${-ms} ms before, by another clock`;
  if (ms < 1000) return `${ms} ms later`;
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s later`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min later`;
  return ms < 172_800_000 ? `${Math.round(ms / 3_600_000)} h later` : `${Math.round(ms / 86_400_000)} days later`;
}
