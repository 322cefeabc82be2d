'use client';
import { type AvailabilityView, refundableUntil, type TicketView } from '@frontrow/common/contracts';
import { RotateCw, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { useClosed } from '@/components/ui/phase';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useLive } from '@/components/ui/use-live';
import { browserApi } from '@/lib/api/browser';
import { createIntent } from '@/lib/api/intent';
import type { ApiProblem } from '@/lib/api/result';
import type { Closed } from '@/lib/closed-by-time';
import { organiserPath, signInPath } from '@/lib/links';
import { formatPrice } from '@/lib/money';
import { useProblemWords } from '@/lib/problem-words';
import { QuantityPicker } from './quantity-picker';
import { RefundTerms } from './refund-terms';
import { StockMeter } from './stock-meter';

interface Props {
  ticket: TicketView;
  signedIn: boolean;
  /** How many one order may have at this price. */
  mostUnits: number;
  /** How many are chosen to begin with. */
  wanted: number;
}

/** Price, what is left (live), how many, and the one button that takes them. */
export function ReservePanel({ ticket, signedIn, mostUnits, wanted: before }: Props) {
  const [t, locale] = [useTranslations('event.reserve'), useLocale()];
  const { value: stock } = useLive<AvailabilityView>(`/api/tickets/${ticket.id}/stream`, ticket);
  const [price, setPrice] = useState(ticket.price);
  const [wanted, setWanted] = useState(before);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [intent] = useState(createIntent);
  const hydrated = useHydrated();

  const page = `/tickets/${ticket.id}`;
  const closed = useClosed(ticket);
  const isOffered = stock.status === 'on_sale' && stock.sales === 'open' && !stock.suspended;
  const open = isOffered && stock.available > 0 && !closed;
  const most = Math.max(1, Math.min(mostUnits, stock.available));
  const quantity = Math.min(wanted, most);

  // Who comes back from the checkout may get this page as it was left: while reserving.
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent) => persisted && setBusy(false);
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, []);

  async function reserve() {
    setBusy(true);
    setProblem(undefined);
    const body = { ticketId: ticket.id, quantity, expectedPrice: price };
    let answer = await browserApi.orders.place(body, intent.keyFor(body));
    // A try whose answer was lost has used its token up.
    for (let tries = 0; tries < 3 && !answer.ok && answer.problem.status === 428; tries++) {
      const { passChallenge } = await import('@/lib/pass-challenge');
      const asked = answer;
      answer = await passChallenge(asked.problem.challenge, ({ orders }) =>
        orders.place(body, intent.keyFor(body)),
      ).catch(() => asked);
    }
    intent.settle(answer.ok ? answer.status : answer.problem.status);
    // The checkout is a page of its own load: only its content policy lets the provider's card form in.
    if (answer.ok) return window.location.assign(`/orders/${answer.data.id}`);
    if (answer.problem.status === 401) return window.location.assign(signInPath(page, true));
    if (typeof answer.problem.price === 'number') setPrice(answer.problem.price);
    setProblem(answer.problem);
    setBusy(false);
  }

  return (
    <>
      <section aria-label={t('name')} className="card mt-8">
        <div className="flex flex-wrap items-end justify-between gap-4 p-5 sm:p-6">
          <div>
            <p className="headline figures text-5xl">{formatPrice(price, ticket.currency, locale)}</p>
            <p className="mt-1 text-sm text-muted">{t('perTicket')}</p>
          </div>
          <StockMeter stock={stock} closed={closed} />
        </div>
        <div className="tear" />
        <div className="p-5 sm:p-6">
          {open ? (
            <div className="flex flex-wrap items-center gap-4">
              {most > 1 && <QuantityPicker value={quantity} most={most} change={setWanted} />}
              {quantity === mostUnits && mostUnits < stock.available && (
                <p className="w-full text-sm text-muted">{t('most', { count: mostUnits })}</p>
              )}
              {signedIn ? (
                <button
                  type="button"
                  disabled={busy || !hydrated}
                  onClick={reserve}
                  className="button button-primary button-large grow"
                >
                  {busy ? t('busy') : t('button', { total: formatPrice(price * quantity, ticket.currency, locale) })}
                </button>
              ) : (
                <Link
                  href={signInPath(quantity > 1 ? `${page}?quantity=${quantity}` : page)}
                  className="button button-primary button-large grow"
                >
                  {t('signIn')}
                </Link>
              )}
            </div>
          ) : (
            <>
              <p className="text-lg font-semibold">{t(`closed.${whyClosed(stock, closed)}`)}</p>
              <Link href={organiserPath(ticket.sellerId)} prefetch={false} className="link mt-3 inline-block">
                {t('others')}
              </Link>
            </>
          )}
          <div role="alert" className="mt-4 empty:hidden">
            {problem && <ReserveProblem problem={problem} currency={ticket.currency} />}
          </div>
        </div>
      </section>
      {stock.status !== 'cancelled' && !stock.suspended && closed !== 'over' && <Terms ticket={ticket} />}
    </>
  );
}

/** What a buyer may rely on. */
function Terms({ ticket }: { ticket: TicketView }) {
  const t = useTranslations('event');
  return (
    <ul className="mt-5 grid gap-3 text-sm text-muted sm:grid-cols-2">
      <li className="flex gap-2.5">
        <ShieldCheck aria-hidden className="size-5 shrink-0 text-good" />
        {t('charged')}
      </li>
      <li className="flex gap-2.5">
        <RotateCw aria-hidden className="size-5 shrink-0 text-good" />
        <span>
          <RefundTerms until={refundableUntil(ticket)?.toISOString() ?? null} />
        </span>
      </li>
    </ul>
  );
}

function whyClosed({ status, sales, suspended }: AvailabilityView, closed: Closed | undefined) {
  if (status === 'cancelled') return 'cancelled';
  if (closed === 'over') return closed;
  if (suspended) return 'suspended';
  return closed ?? (sales === 'open' ? 'taken' : sales);
}

function ReserveProblem({ problem, currency }: { problem: ApiProblem; currency: TicketView['currency'] }) {
  const [t, locale] = [useTranslations('event.reserve'), useLocale()];
  const { wordsOf } = useProblemWords();
  if (typeof problem.price === 'number') {
    return (
      <Notice kind="warn" title={t('priceChanged', { price: formatPrice(problem.price, currency, locale) })}>
        {t('priceChangedText')}
      </Notice>
    );
  }
  // By the clock of the service, which decides.
  if (problem.sales || problem.suspended || problem.errors.some(({ code }) => code === 'event_over')) {
    return (
      <Notice kind="warn" title={wordsOf(problem)}>
        {t('nothing')}
      </Notice>
    );
  }
  if (problem.available === 0) {
    return (
      <Notice kind="warn" title={t('faster')}>
        {t('fasterText')}
      </Notice>
    );
  }
  if (typeof problem.available === 'number') {
    return (
      <Notice kind="warn" title={t('onlyLeft', { count: problem.available })}>
        {t('onlyLeftText')}
      </Notice>
    );
  }
  if (problem.status === 0 || problem.status >= 500) {
    return (
      <Notice kind="bad" title={t('failed')}>
        {t('failedText')}
      </Notice>
    );
  }
  return <Notice kind="warn">{wordsOf(problem)}</Notice>;
}
