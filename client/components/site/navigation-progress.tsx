'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useSyncExternalStore } from 'react';
import { isNavigating, navigationEnds, onNavigation } from '@/lib/navigation';

/**
 * Says that the next page is on its way, once that takes a while. There is no `loading.tsx` anywhere: a page behind one
 * comes after its skeleton and is only shown by a script, so who has none would never see it.
 */
export function NavigationProgress() {
  const t = useTranslations('ui');
  const pending = useSyncExternalStore(onNavigation, isNavigating, () => false);
  const address = `${usePathname()}?${useSearchParams()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address means that the page has come.
  useEffect(navigationEnds, [address]);
  return (
    <div role="status" className="no-print">
      {pending && (
        <div className="navigation-bar">
          <span className="sr-only">{t('navigating')}</span>
        </div>
      )}
    </div>
  );
}
