'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

interface Props {
  /** What the page is called where what is kept is listed. */
  name: string;
  /** Another page that is to be kept along with it, without being opened. */
  also?: string;
}

/** Has this page kept in the browser, so that it opens where there is no connection, and says once it is. */
export function KeepOffline({ name, also }: Props) {
  const [t, language] = [useTranslations('ui.offline'), useLocale()];
  const [kept, setKept] = useState(false);
  useEffect(() => {
    const answer = new MessageChannel();
    answer.port1.onmessage = ({ data }) => setKept(data.kept === true);
    const paths = [location.pathname + location.search, ...(also ? [also] : [])];
    const ask = () => askToKeep({ paths, language }, answer.port2).catch(() => {});
    if (document.readyState === 'complete') ask();
    else window.addEventListener('load', ask, { once: true });
    return () => {
      window.removeEventListener('load', ask);
      answer.port1.close();
    };
  }, [also, language]);

  return (
    <p data-keep-offline={name} role="status" className="no-print my-4 text-sm text-muted empty:hidden">
      {kept && t('kept')}
    </p>
  );
}

async function askToKeep(wanted: { paths: string[]; language: string }, port: MessagePort): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  const assets = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/_next/static/`));
  active?.postMessage({ type: 'keep', ...wanted, assets }, [port]);
}
