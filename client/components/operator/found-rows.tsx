import type { AccountView, FoundPaymentView, OrderView, SellingView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useDescribeListing } from '@/components/listing/listing-stock';
import { EventTime, Time } from '@/components/ui/time';
import { formatPrice } from '@/lib/money';
import { cancelReason } from '@/lib/order-words';

/** What an operator found, each in a line that leads to all of it. */

export function AccountRow({ account }: { account: AccountView }) {
  const t = useTranslations('operator.account');
  return (
    <>
      <Link href={`/operator/users/${account.id}`} className="link font-semibold">
        <bdi>{account.email}</bdi>
      </Link>
      <p className="text-sm text-muted">
        {t(account.suspendedAt ? 'suspended' : account.role === 'operator' ? 'operator' : 'open')}
        {' · '}
        <Time instant={account.createdAt} style="day" />
      </p>
    </>
  );
}

export function OrderRow({ order }: { order: OrderView }) {
  const [t, locale] = [useTranslations('order'), useLocale()];
  const price = formatPrice(order.unitPrice, order.currency, locale);
  return (
    <>
      <Link href={`/operator/orders/${order.id}`} className="link font-semibold">
        <bdi>{order.ticket.title}</bdi>
      </Link>
      <p className="text-sm text-muted">
        {order.status === 'cancelled'
          ? t(`cancelled.reasons.${cancelReason(order)}.title`)
          : t(`status.${order.status}`)}
        {' · '}
        {t('summary.units', { count: order.quantity, price })}
        {' · '}
        <Time instant={order.createdAt} style="stamp" />
        {' · '}
        <span className="whitespace-nowrap">{order.number}</span>
      </p>
    </>
  );
}

export function PaymentRow({ payment }: { payment: FoundPaymentView }) {
  const [t, locale] = [useTranslations('operator.payment'), useLocale()];
  const { amount, currency, card, status, orderId, createdAt } = payment;
  return (
    <>
      <Link href={`/operator/orders/${orderId}`} className="link font-semibold">
        {t('by', { amount: formatPrice(amount, currency, locale), brand: card?.brand ?? '', last4: card?.last4 ?? '' })}
      </Link>
      <p className="text-sm text-muted">
        {t(`status.${status}`)}
        {' · '}
        <Time instant={createdAt} style="stamp" />
      </p>
    </>
  );
}

export function ListingRow({ listing }: { listing: SellingView }) {
  const describe = useDescribeListing();
  return (
    <>
      <Link href={`/operator/listings/${listing.id}`} className="link font-semibold">
        <bdi>{listing.title}</bdi>
      </Link>
      <p className="text-sm text-muted">
        {describe(listing).words}
        {' · '}
        <EventTime event={listing} style="short" />
      </p>
    </>
  );
}
