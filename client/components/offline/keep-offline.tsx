'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

/** Has this page kept in the browser, so that it opens where there is no connection, and says once it is. */
export function KeepOffline() {
  const t = useTranslations('ui.offline');
  const [kept, setKept] = useState(false);
  useEffect(() => {
    const answer = new MessageChannel();
    answer.port1.onmessage = ({ data }) => setKept(data.kept === true);
    const ask = () => askToKeep(answer.port2).catch(() => {});
    if (document.readyState === 'complete') ask();
    else window.addEventListener('load', ask, { once: true });
    return () => {
      window.removeEventListener('load', ask);
      answer.port1.close();
    };
  }, []);

  return (
    <p data-keep-offline role="status" className="no-print my-4 text-sm text-muted empty:hidden">
      {kept && t('kept')}
    </p>
  );
}

async function askToKeep(port: MessagePort): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  const assets = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/_next/static/`));
  active?.postMessage({ type: 'keep', path: location.pathname + location.search, assets }, [port]);
}
