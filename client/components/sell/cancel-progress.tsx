'use client';
import type { CancellationView } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice';
import { useLive } from '@/components/ui/use-live';
import { formatPrice } from '@/lib/money';
import { useFigures } from '@/lib/sale-words';

/** How far a cancelled event's orders have been released and refunded, live until nothing more happens by itself. */
export function CancelProgress({ cancellation }: { cancellation: CancellationView }) {
  const [t, locale] = [useTranslations('selling.progress'), useLocale()];
  const { count } = useFigures();
  const url = `/api/orders/selling/cancellations/${cancellation.id}/stream`;
  const { value } = useLive<CancellationView>(url, cancellation, ({ finished }) => finished);
  const { unpaid, paid, money, finished } = value;
  const settled = unpaid.released + paid.returned + paid.notCharged + paid.failed;
  const all = settled + unpaid.standing + paid.standing + paid.underWay;
  const rows = [
    { name: 'returned', value: paid.returned },
    { name: 'underWay', value: paid.standing + paid.underWay },
    { name: 'failed', value: paid.failed },
    { name: 'notCharged', value: paid.notCharged },
    { name: 'released', value: unpaid.released },
    { name: 'toRelease', value: unpaid.standing },
  ] as const;
  const price = (amount: number) => formatPrice(amount, money.currency, locale);
  return (
    <section aria-labelledby="giving-back" className="card p-5">
      <h2 id="giving-back" className="text-lg font-semibold">
        {t(finished ? 'done' : 'title')}
      </h2>
      {!finished && (
        <progress
          aria-labelledby="giving-back"
          max={Math.max(1, all)}
          value={value.heard ? settled : 0}
          className="mt-3 h-3 w-full accent-accent"
        />
      )}
      <p role="status" className="mt-2 text-muted">
        {wordsFor(t, value, settled, all)}
      </p>
      {all > 0 && (
        <dl className="mt-4 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
          {rows.map(({ name, value }) => (
            <div key={name}>
              <dt className="text-sm text-muted">{t(`figures.${name}`)}</dt>
              <dd className="figures text-xl font-bold">{count(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {money.owed > 0 && (
        <p className="mt-4">{t('money', { settled: price(money.settled), owed: price(money.owed) })}</p>
      )}
      {paid.failed > 0 && (
        <div className="mt-4">
          <Notice kind="warn" title={t('failed')}>
            {t('byHand')}
          </Notice>
        </div>
      )}
    </section>
  );
}

type Translate = ReturnType<typeof useTranslations<'selling.progress'>>;

function wordsFor(t: Translate, { heard, finished }: CancellationView, settled: number, all: number): string {
  if (!heard) return t('onItsWay');
  if (finished) return t(all === 0 ? 'nobody' : 'nothingLeft');
  return t('settled', { settled, all });
}
