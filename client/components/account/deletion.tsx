import type { AccountDeletionView } from '@frontrow/common/contracts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import { EventTime } from '@/components/ui/time';

/** One's own events that people have paid for: somebody has to answer for them. */
export function Obstacles({ events }: { events: AccountDeletionView['inTheWay'] }) {
  return (
    <>
      <Notice kind="warn" title="People have bought tickets for your events.">
        They need you until these events are over. Cancel an event, so that everyone gets the money back, or come back
        afterwards.
      </Notice>
      <ul className="card mt-6 divide-y divide-line">
        {events.map(({ id, title, startsAt, timeZone, sold }) => (
          <li key={id} className="p-4">
            <Link href={`/sell/${id}/edit`} className="link font-semibold break-words">
              {title}
            </Link>
            <p className="text-sm text-muted">
              <EventTime event={{ startsAt, timeZone }} style="event" />,{' '}
              {sold === 1 ? '1 ticket sold' : `${sold} tickets sold`}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What happens to everything, said before it happens. */
export function WhatGoes({ deletion: { closes, unused } }: { deletion: AccountDeletionView }) {
  return (
    <div className="space-y-10">
      {unused > 0 && (
        <Notice kind="warn" title={unused === 1 ? 'You have a ticket to use.' : `You have ${unused} tickets to use.`}>
          What you have paid for stays valid at the door, but we cannot show it to you any more, and you can no longer
          give it back. Should the event be cancelled, you still get your money.{' '}
          <Link href="/my-tickets" className="link">
            Print your tickets first.
          </Link>
        </Notice>
      )}
      <Part id="goes" title="What goes at once">
        <li>Your e-mail address and password. You can sign up again with the same address, as someone new.</li>
        <li>Your sessions: every browser is signed out.</li>
        <li>Reservations that you have not paid for. They go back on sale.</li>
        <li>Your name on the staff of other people’s events.</li>
        {closes.length > 0 && (
          <li>
            Your events for which nothing was sold, which are taken off sale:{' '}
            {closes.map(({ title }) => title).join(', ')}.
          </li>
        )}
      </Part>
      <Part id="stays" title="What has to stay, and why">
        <li>
          Orders, payments and refunds, as buyer and as seller: they are accounting records, which tax and commercial
          law oblige us to keep (in Germany for up to 10 years, § 147 AO and § 257 HGB). They stay under a number that
          no longer leads to your address.
        </li>
        <li>Admissions and check-ins of these orders, under the same number.</li>
        <li>Descriptions of events that you sold tickets for: buyers have a right to know what they bought.</li>
        <li>
          Messages between our servers, in which your address was told once, for 7 days; and backups, until they are
          overwritten.
        </li>
      </Part>
      <p>
        Take your data along before you go:{' '}
        <a href="/account/export" download className="link">
          download all of it
        </a>
        .
      </p>
    </div>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="headline text-3xl">
        {title}
      </h2>
      <ul className="mt-4 list-disc space-y-2 pl-5">{children}</ul>
    </section>
  );
}
