import type { MailDetails } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Time } from '@/components/ui/time';

/** A mail as its reader would see it, in a frame without any rights, and as plain text, whose links can be followed. */
export function Mail({ mail: { to, subject, receivedAt, html, text } }: { mail: MailDetails }) {
  const t = useTranslations('mailbox');
  return (
    <>
      <p className="flex flex-wrap justify-between gap-x-4 text-muted">
        <span className="min-w-0 break-all">{t('to', { address: to })}</span>
        <Time instant={receivedAt} style="stamp" />
      </p>
      <iframe
        title={t('frame', { subject })}
        srcDoc={html}
        sandbox=""
        className="mt-4 h-[36rem] w-full rounded-xl border border-line bg-white"
      />
      <section aria-labelledby="plain" className="mt-8">
        <h2 id="plain" className="headline text-2xl">
          {t('plain')}
        </h2>
        <pre className="card mt-4 p-4 font-sans whitespace-pre-wrap sm:p-6">
          <Linked text={text} />
        </pre>
      </section>
      <p className="mt-8">
        <Link href="/mailbox" className="link">
          {t('back')}
        </Link>
      </p>
    </>
  );
}

/** Text with its addresses as links: those in the frame lead nowhere. */
function Linked({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/\S+)/);
  return parts.map((part, place) => {
    const key = `${place}`;
    if (place % 2 === 0) return <Fragment key={key}>{part}</Fragment>;
    return (
      <a key={key} href={part} className="link break-all">
        {part}
      </a>
    );
  });
}
