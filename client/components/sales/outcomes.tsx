import type { OrderOutcome, SalesView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { type Share, ShareTable } from '@/components/chart/share-table';

const tones: Partial<Record<OrderOutcome, Share['tone']>> = { complete: 'fill-good', open: 'fill-warn' };

/** What became of the reservations of the period: those that were paid for, and why the others ended. */
export function Outcomes({ conversion: { placed, outcomes } }: { conversion: SalesView['conversion'] }) {
  const [t, standing] = [useTranslations('sales.outcomes'), useTranslations('sales.standing')];
  return (
    <section aria-labelledby="outcomes" className="card p-5">
      <h3 id="outcomes" className="font-semibold">
        {t('title')}
      </h3>
      <p className="mb-2 text-sm text-muted">{t('text')}</p>
      {placed === 0 ? (
        <p className="py-4">{t('empty')}</p>
      ) : (
        <ShareTable
          caption={t('title')}
          unit={t('orders')}
          whole={placed}
          shares={outcomes
            .filter(({ outcome, orders }) => orders > 0 || outcome === 'complete')
            .map(({ outcome, orders }) => ({
              name: standing(outcome),
              value: orders,
              tone: tones[outcome] ?? 'fill-edge',
            }))}
        />
      )}
    </section>
  );
}
