'use client';
import type { AvailabilityView, TicketView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { useHydrated } from '@/components/forms/field';
import { Notice } from '@/components/ui/notice';
import { useLive } from '@/components/ui/use-live';
import { browserApi } from '@/lib/api/browser';
import { createIntent } from '@/lib/api/intent';
import { type ApiProblem, wordsOf } from '@/lib/api/result';
import { signInPath } from '@/lib/links';
import { formatPrice } from '@/lib/money';
import { QuantityPicker } from './quantity-picker';
import { StockMeter } from './stock-meter';

interface Props {
  ticket: TicketView;
  signedIn: boolean;
  mostUnits: number;
}

/** Price, what is left (live), how many, and the one button that takes them. */
export function ReservePanel({ ticket, signedIn, mostUnits }: Props) {
  const { value: stock } = useLive<AvailabilityView>(`/api/tickets/${ticket.id}/stream`, ticket);
  const [price, setPrice] = useState(ticket.price);
  const [wanted, setWanted] = useState(1);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [intent] = useState(createIntent);
  const hydrated = useHydrated();

  const page = `/tickets/${ticket.id}`;
  const open = stock.status === 'on_sale' && stock.sales === 'open' && stock.available > 0;
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
    const answer = await browserApi.orders.place(body, intent.keyFor(body));
    intent.settle(answer.ok ? answer.status : answer.problem.status);
    // The checkout is a page of its own load: only its content policy lets the provider's card form in.
    if (answer.ok) return window.location.assign(`/orders/${answer.data.id}`);
    if (answer.problem.status === 401) return window.location.assign(signInPath(page, true));
    if (typeof answer.problem.price === 'number') setPrice(answer.problem.price);
    setProblem(answer.problem);
    setBusy(false);
  }

  return (
    <section aria-label="Reserve" className="card mt-8">
      <div className="flex flex-wrap items-end justify-between gap-4 p-5 sm:p-6">
        <div>
          <p className="headline figures text-5xl">{formatPrice(price, ticket.currency)}</p>
          <p className="mt-1 text-sm text-muted">per ticket, all included</p>
        </div>
        <StockMeter stock={stock} />
      </div>
      <div className="tear" />
      <div className="p-5 sm:p-6">
        {open ? (
          <div className="flex flex-wrap items-center gap-4">
            {most > 1 && <QuantityPicker value={quantity} most={most} change={setWanted} />}
            {signedIn ? (
              <button
                type="button"
                disabled={busy || !hydrated}
                onClick={reserve}
                className="button button-primary button-large grow"
              >
                {busy ? 'Reserving…' : `Reserve for ${formatPrice(price * quantity, ticket.currency)}`}
              </button>
            ) : (
              <Link href={signInPath(page)} className="button button-primary button-large grow">
                Sign in to reserve
              </Link>
            )}
          </div>
        ) : (
          <p className="text-lg font-semibold">{whyClosed(stock)}</p>
        )}
        <div role="alert" className="mt-4 empty:hidden">
          {problem && <ReserveProblem problem={problem} currency={ticket.currency} />}
        </div>
      </div>
    </section>
  );
}

function whyClosed({ status, sales }: AvailabilityView): string {
  if (status === 'cancelled') return 'This event was cancelled. Everyone who paid gets their money back.';
  if (sales === 'paused') return 'The seller takes no reservations for now. Once they do, you can reserve here.';
  if (sales === 'ended') return 'The seller takes no more reservations. Tickets that were bought stay good.';
  return 'All tickets are taken. If a reservation lapses, it shows up here by itself.';
}

function ReserveProblem({ problem, currency }: { problem: ApiProblem; currency: TicketView['currency'] }) {
  if (typeof problem.price === 'number') {
    return (
      <Notice kind="warn" title={`The price has just changed to ${formatPrice(problem.price, currency)}.`}>
        Nothing was reserved. If that is fine with you, reserve again.
      </Notice>
    );
  }
  if (problem.sales)
    return (
      <Notice kind="warn" title={wordsOf(problem)}>
        Nothing was reserved.
      </Notice>
    );
  if (typeof problem.available === 'number') {
    return (
      <Notice kind="warn" title={problem.available === 0 ? 'Someone was faster.' : `Only ${problem.available} left.`}>
        {problem.available === 0
          ? 'The last tickets were just taken. Unpaid reservations come back here within minutes.'
          : 'Choose fewer and reserve again.'}
      </Notice>
    );
  }
  if (problem.status === 0 || problem.status >= 500) {
    return (
      <Notice kind="bad" title="We could not reserve just now.">
        You were not charged. Please try again: the same reservation is never made twice.
      </Notice>
    );
  }
  return <Notice kind="warn">{wordsOf(problem)}</Notice>;
}
