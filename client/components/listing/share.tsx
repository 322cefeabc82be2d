'use client';
import { Share2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';

/** The ways that a device has to share a page; where it has none, its address is copied. Without scripts it goes by mail. */
export function Share({ title, url }: { title: string; url: string }) {
  const t = useTranslations('event.share');
  const [said, setSaid] = useState<'copied' | 'failed'>();
  const hydrated = useHydrated();
  const look = 'button button-quiet min-w-28';

  async function share() {
    setSaid(undefined);
    try {
      if (navigator.share) return await navigator.share({ title, url });
      await navigator.clipboard.writeText(url);
      setSaid('copied');
    } catch (error) {
      // They thought better of it.
      if ((error as Error).name !== 'AbortError') setSaid('failed');
    }
  }

  const face = (
    <>
      <Share2 aria-hidden className="size-4.5" />
      {said === 'copied' ? t('copied') : t('button')}
    </>
  );
  if (!hydrated) {
    const mail = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`;
    return (
      <a href={mail} className={look}>
        {face}
      </a>
    );
  }
  return (
    <>
      <button type="button" onClick={share} className={look}>
        {face}
      </button>
      <p
        role="status"
        className={said === 'failed' ? 'basis-full text-right text-sm text-muted wrap-anywhere' : 'sr-only'}
      >
        {said === 'copied' && t('announced')}
        {said === 'failed' && t('failed', { url })}
      </p>
    </>
  );
}
