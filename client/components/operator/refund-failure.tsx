import type { RefundFailureView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import { formatPrice } from '@/lib/money';
import { DecideRefund } from './decide-refund';

/** A refund that no bank took: whose it is and how much, what was decided about it so far, and what can be. */
export function RefundFailure({ refund }: { refund: RefundFailureView }) {
  const [t, locale] = [useTranslations('operator.refunds'), useLocale()];
  const { id, orderId, userId, stripeId, owed, currency, failure, settledAt, retriable, decisions } = refund;
  const money = formatPrice(owed, currency, locale);
  return (
    <article aria-label={t('of', { money })} className="card p-5 sm:p-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <span
          className={`rounded-full px-2.5 py-0.5 font-semibold ${settledAt ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad'}`}
        >
          {t(settledAt ? 'settled' : 'open')}
        </span>
        <Time instant={refund.refundFailedAt} style="stamp" />
      </div>
      <p className="headline figures mt-2 text-3xl">{money}</p>
      {failure && <p className="mt-1">{failure.message}</p>}
      <dl className="mt-4 grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[8rem_1fr]">
        <dt className="text-muted">{t('order')}</dt>
        <dd className="font-mono break-all">
          <Link href={`/operator?order=${orderId}`} className="link">
            {orderId}
          </Link>
        </dd>
        <dt className="text-muted">{t('buyer')}</dt>
        <dd className="font-mono break-all">{userId}</dd>
        {stripeId && (
          <>
            <dt className="text-muted">{t('provider')}</dt>
            <dd className="font-mono break-all">{stripeId}</dd>
          </>
        )}
      </dl>
      {decisions.length > 0 && (
        <ol className="mt-4 space-y-3 border-t border-line pt-4">
          {decisions.map(({ decision, how, note, decidedBy, decidedAt }) => (
            <li key={decidedAt}>
              <p className="font-semibold">{t(decision === 'retried' ? 'retried' : `paid.${how ?? 'other'}`)}</p>
              <p className="whitespace-pre-line">{note}</p>
              <p className="text-sm text-muted">
                {t.rich('by', { who: decidedBy, time: () => <Time instant={decidedAt} style="stamp" /> })}
              </p>
            </li>
          ))}
        </ol>
      )}
      {!settledAt && <DecideRefund paymentId={id} money={money} retriable={retriable} />}
    </article>
  );
}
