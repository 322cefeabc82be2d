import { type AdmissionView, isolated, orderNumber, showShortCode } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { Poster } from '@/components/poster/poster';
import { Logo } from '@/components/site/logo';
import { EventDoors, EventTime, Time } from '@/components/ui/time';
import { ZonedTime } from '@/components/ui/zoned-time';
import { posterImage } from '@/lib/api/poster-files';
import { fullPlaceOf } from '@/lib/place';
import { PrintButton } from './print-button';
import { QrCode } from './qr-code';

/** A ticket, the same wherever it is shown: what it is for, and on its stub what lets its bearer in. */
export function Admission({ admission }: { admission: AdmissionView }) {
  const [t, announced] = [useTranslations('order.admission'), useTranslations('event.announced')];
  const { id, orderId, number, of, holder, status, code, shortCode, redeemedAt, ticket } = admission;
  const title = isolated(ticket.title);
  return (
    <article
      id={`ticket-${id}`}
      data-ticket={status}
      aria-label={t('name', { number, of, title })}
      className="ticket printable"
    >
      <div className="card ticket-sheet">
        <div className="ticket-main">
          <Poster
            ticket={ticket}
            image={posterImage(ticket)}
            fetched="now"
            sizes="9rem"
            className="aspect-4/5 w-20 shrink-0 self-start rounded-lg sm:w-32"
          />
          <div className="flex min-w-0 grow flex-col gap-3">
            <Logo />
            <p className="headline text-3xl">
              <bdi>{ticket.title}</bdi>
            </p>
            <div>
              <p className="font-semibold text-accent">
                <span className={ticket.startsAt ? 'print:hidden' : ''}>
                  <EventTime event={ticket} style="short" />
                </span>
                {/* Paper lies around for longer than a year. */}
                {ticket.startsAt && (
                  <span className="hidden print:inline">
                    <ZonedTime
                      instant={ticket.startsAt}
                      until={ticket.endsAt}
                      style="full"
                      timeZone={ticket.timeZone}
                      forLong
                    />
                  </span>
                )}
              </p>
              <p className="text-sm text-muted empty:hidden">
                <EventDoors event={ticket} />
              </p>
              <p className="mt-1">
                <bdi>{fullPlaceOf(ticket) || announced('place')}</bdi>
              </p>
            </div>
            <dl className="ticket-facts">
              {holder && (
                <div>
                  <dt>{t('holder')}</dt>
                  <dd className="wrap-anywhere">
                    <bdi>{holder}</bdi>
                  </dd>
                </div>
              )}
              <div>
                <dt>{t('ticket')}</dt>
                <dd>{t('number', { number, of })}</dd>
              </div>
              <div>
                <dt>{t('order')}</dt>
                <dd>
                  {/* A page load of its own: the checkout has its own content policy. */}
                  <a href={`/orders/${orderId}`} className="rounded hover:underline">
                    {orderNumber(orderId)}
                  </a>
                </dd>
              </div>
            </dl>
          </div>
        </div>
        <div className="ticket-stub">
          <QrCode
            code={code}
            label={t('qr', { number, of, title })}
            className={`w-full rounded-lg ${status === 'valid' ? '' : 'opacity-20'}`}
          />
          {status === 'valid' && (
            <p className="text-center">
              <span className="block text-sm text-muted">{t('code')}</span>
              <span data-testid="short-code" translate="no" className="ticket-code">
                {showShortCode(shortCode)}
              </span>
            </p>
          )}
          {status === 'revoked' && <p className="text-center font-semibold text-bad">{t('gone')}</p>}
          {status === 'redeemed' && (
            <p className="text-center font-semibold">
              {t.rich('used', { time: () => redeemedAt && <Time instant={redeemedAt} style="short" /> })}
            </p>
          )}
          {status === 'valid' && <PrintButton what="ticket" />}
        </div>
      </div>
    </article>
  );
}
