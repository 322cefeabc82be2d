import type { SalesView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { ShareTable } from '@/components/chart/share-table';

/** Where all the tickets are at this moment. */
export function UnitsNow({ stock: { capacity, held, sold, left } }: { stock: SalesView['stock'] }) {
  const t = useTranslations('sales.units');
  return (
    <section aria-labelledby="units" className="card p-5">
      <h3 id="units" className="font-semibold">
        {t('title')}
      </h3>
      <p className="mb-2 text-sm text-muted">{t('all', { count: capacity })}</p>
      <ShareTable
        caption={t('caption')}
        unit={t('tickets')}
        whole={Math.max(1, capacity)}
        shares={[
          { name: t('sold'), value: sold, tone: 'fill-good' },
          { name: t('held'), value: held, tone: 'fill-warn' },
          { name: t('left'), value: left, tone: 'fill-edge' },
        ]}
      />
    </section>
  );
}
