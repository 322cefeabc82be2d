import type { MailDetails } from '@frontrow/common/contracts';
import { Paperclip } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Time } from '@/components/ui/time';

/** A mail as its reader would see it, with the files that came along, in a frame without any rights, and as plain text, whose links can be followed. */
export function Mail({ mail: { to, subject, receivedAt, html, text, attachments } }: { mail: MailDetails }) {
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
      {attachments.length > 0 && (
        <ul aria-label={t('files')} className="mt-4 flex flex-wrap gap-x-6 gap-y-1">
          {attachments.map(({ name, type, content }) => (
            <li key={name}>
              <a
                href={`data:${type.replaceAll(' ', '')};base64,${content}`}
                download={name}
                className="link inline-flex min-h-8 items-center gap-1.5"
              >
                <Paperclip aria-hidden className="size-4.5" />
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
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
