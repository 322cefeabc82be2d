import type { AdmissionView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import { QrCode } from './qr-code';

/** One right to be let in: its QR code, which of how many it is, and whether it was used. */
export function Admission({ admission }: { admission: AdmissionView }) {
  const t = useTranslations('order.admission');
  const { number, of, status, code, redeemedAt, ticket } = admission;
  return (
    <article className="card h-full" aria-label={t('name', { number, of })}>
      <div className="p-5">
        <QrCode
          code={code}
          label={t('qr', { number, of, title: ticket.title })}
          className={`mx-auto w-full max-w-72 rounded-xl ${status === 'valid' ? '' : 'opacity-25'}`}
        />
      </div>
      <div className="tear" />
      <div className="flex items-center justify-between gap-4 px-5 py-4">
        <p className="font-bold">{t('number', { number, of })}</p>
        <p className="text-right text-sm">
          {status === 'valid' && <span className="font-semibold text-good">{t('valid')}</span>}
          {status === 'revoked' && <span className="font-semibold text-bad">{t('gone')}</span>}
          {status === 'redeemed' && (
            <span className="text-muted">
              {t.rich('used', { time: () => redeemedAt && <Time instant={redeemedAt} style="card" /> })}
            </span>
          )}
        </p>
      </div>
      <details className="no-print border-t border-line px-5 py-3 text-sm">
        <summary className="font-semibold text-muted">{t('asText')}</summary>
        <p data-testid="admission-code" className="mt-2 font-mono text-xs break-all select-all">
          {code}
        </p>
      </details>
    </article>
  );
}
