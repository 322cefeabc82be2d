'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Notice } from '@/components/ui/notice';

/** Recovery codes, while they can be seen. */
export function CodesShown({
  codes,
  email,
  children,
}: {
  codes: string[];
  email?: string | undefined;
  children: ReactNode;
}) {
  const t = useTranslations('security.codes');
  const box = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<boolean>();
  // What had the focus is gone by then, and this is not shown again.
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'start' });
  }, []);

  async function copy() {
    setCopied(
      await navigator.clipboard.writeText(codes.join('\n')).then(
        () => true,
        () => false,
      ),
    );
  }

  function download() {
    const heading = t('file', { address: email ?? '' });
    const file = new Blob([[heading, '', ...codes, ''].join('\n')], { type: 'text/plain' });
    const address = URL.createObjectURL(file);
    Object.assign(document.createElement('a'), { href: address, download: 'frontrow-recovery-codes.txt' }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  return (
    <section ref={box} tabIndex={-1} aria-labelledby="new-codes" className="card p-5 sm:p-7">
      <h3 id="new-codes" className="headline text-3xl">
        {t('title')}
      </h3>
      <p className="mt-3">{t('text')}</p>
      <ol className="mt-5 grid grid-cols-2 gap-x-6 gap-y-2 rounded-xl bg-sunken p-4 font-mono text-lg">
        {codes.map((code) => (
          <li key={code} className="whitespace-nowrap">
            {code}
          </li>
        ))}
      </ol>
      <div className="no-print mt-5 flex flex-wrap gap-3">
        <button type="button" className="button button-quiet" onClick={copy}>
          {t('copy')}
        </button>
        <button type="button" className="button button-quiet" onClick={download}>
          {t('download')}
        </button>
        <button type="button" className="button button-quiet" onClick={() => window.print()}>
          {t('print')}
        </button>
      </div>
      <div role="status" className="not-empty:mt-3">
        {copied !== undefined && <Notice kind={copied ? 'good' : 'bad'}>{t(copied ? 'copied' : 'notCopied')}</Notice>}
      </div>
      <div className="no-print mt-5">{children}</div>
    </section>
  );
}
