import { useTranslations } from 'next-intl';
import { useFigures } from '@/lib/sale-words';

export interface Share {
  name: string;
  value: number;
  tone: 'fill-good' | 'fill-warn' | 'fill-edge' | 'fill-accent';
}

/** Parts of a whole: each with its number, and a bar as long as its share. It is chart and table in one. */
export function ShareTable({
  caption,
  unit,
  shares,
  whole,
}: {
  caption: string;
  unit: string;
  shares: Share[];
  whole: number;
}) {
  const t = useTranslations('sales.chart');
  const { count, share } = useFigures();
  return (
    <table className="figures w-full">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{caption}</th>
          <th scope="col">{unit}</th>
          <th scope="col">{t('share')}</th>
        </tr>
      </thead>
      <tbody>
        {shares.map(({ name, value, tone }) => (
          <tr key={name} className="align-baseline">
            <th scope="row" className="py-1.5 text-left font-normal">
              {name}
              <svg aria-hidden="true" height="8" className="mt-1 block w-full">
                <rect width="100%" height="8" rx="4" className="fill-sunken" />
                {value > 0 && <rect width={`${(value / whole) * 100}%`} height="8" rx="4" className={tone} />}
              </svg>
            </th>
            <td className="w-16 pl-3 text-right font-bold">{count(value)}</td>
            <td className="w-14 pl-3 text-right text-sm text-muted">{share(value, whole)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
