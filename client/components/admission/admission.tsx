import type { AdmissionView } from '@frontrow/common/contracts';
import { Time } from '@/components/ui/time';
import { QrCode } from './qr-code';

/** One right to be let in: its QR code, which of how many it is, and whether it was used. */
export function Admission({ admission }: { admission: AdmissionView }) {
  const { number, of, status, code, redeemedAt, ticket } = admission;
  return (
    <article className="card h-full" aria-label={`Ticket ${number} of ${of}`}>
      <div className="p-5">
        <QrCode
          code={code}
          label={`QR code of ticket ${number} of ${of} for ${ticket.title}`}
          className={`mx-auto w-full max-w-72 rounded-xl ${status === 'valid' ? '' : 'opacity-25'}`}
        />
      </div>
      <div className="tear" />
      <div className="flex items-center justify-between gap-4 px-5 py-4">
        <p className="font-bold">
          {number} of {of}
        </p>
        <p className="text-right text-sm">
          {status === 'valid' && <span className="font-semibold text-good">Valid</span>}
          {status === 'revoked' && <span className="font-semibold text-bad">No longer valid</span>}
          {status === 'redeemed' && (
            <span className="text-muted">Used {redeemedAt && <Time instant={redeemedAt} style="card" />}</span>
          )}
        </p>
      </div>
      <details className="no-print border-t border-line px-5 py-3 text-sm">
        <summary className="font-semibold text-muted">Code as text</summary>
        <p data-testid="admission-code" className="mt-2 font-mono text-xs break-all select-all">
          {code}
        </p>
      </details>
    </article>
  );
}
