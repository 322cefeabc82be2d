import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** How many tickets, from 1 to `most`. */
export function QuantityPicker({
  value,
  most,
  change,
}: {
  value: number;
  most: number;
  change: (next: number) => void;
}) {
  const t = useTranslations('event.quantity');
  const step = 'flex size-13 items-center justify-center rounded-full hover:not-disabled:bg-sunken disabled:opacity-40';
  return (
    <fieldset className="flex items-center rounded-full border border-edge">
      <legend className="sr-only">{t('legend')}</legend>
      <button
        type="button"
        aria-label={t('fewer')}
        disabled={value <= 1}
        onClick={() => change(value - 1)}
        className={step}
      >
        <Minus aria-hidden className="size-5" />
      </button>
      <output aria-live="polite" aria-label={t('tickets')} className="figures w-9 text-center text-xl font-bold">
        {value}
      </output>
      <button
        type="button"
        aria-label={t('more')}
        disabled={value >= most}
        onClick={() => change(value + 1)}
        className={step}
      >
        <Plus aria-hidden className="size-5" />
      </button>
    </fieldset>
  );
}
