'use client';
import { Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';

export function PrintButton() {
  const t = useTranslations('ui');
  return (
    <button type="button" onClick={() => window.print()} className="button button-quiet">
      <Printer aria-hidden className="size-5" />
      {t('print')}
    </button>
  );
}
