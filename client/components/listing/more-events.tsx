import type { TicketView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { serverApi } from '@/lib/api/server';
import { organiserPath } from '@/lib/links';
import { searchPath } from '@/lib/search-path';
import { CardRowLater } from './card-row-later';
import { cardTicketOf } from './card-ticket';

/** As many as stand in a row. */
const MOST = 4;

/** Where to go on from an event of which nothing is to be had: others of its organiser, and others of its kind nearby. */
export async function MoreEvents({ ticket }: { ticket: Pick<TicketView, 'id' | 'sellerId' | 'category' | 'city'> }) {
  const { id, sellerId, category, city } = ticket;
  const [t, { tickets }] = [await getTranslations('event.more'), await serverApi()];
  const open = { available: true, limit: 2 * MOST + 1 };
  const [theirs, alike] = await Promise.all([
    tickets.list({ ...open, sellerId }),
    tickets.list({ ...open, category, ...(city && { city }) }),
  ]);
  const ofOrganiser = (theirs.ok ? theirs.data : []).filter((other) => other.id !== id);
  const ofKind = (alike.ok ? alike.data : []).filter((other) => other.id !== id && other.sellerId !== sellerId);
  return (
    <>
      <Row id="of-organiser" title={t('organiser')} events={ofOrganiser} all={organiserPath(sellerId)} />
      <Row
        id="of-kind"
        title={city ? t('alikeIn', { city }) : t('alike')}
        events={ofKind}
        all={searchPath({ category, ...(city && { city }) })}
      />
    </>
  );
}

async function Row({ id, title, events, all }: { id: string; title: string; events: TicketView[]; all: string }) {
  const t = await getTranslations('event.more');
  if (events.length === 0) return null;
  return (
    <section aria-labelledby={id} className="mt-14">
      <div className="mb-5 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id={id} className="headline text-3xl">
          {title}
        </h2>
        <Link href={all} prefetch={false} className="link">
          {t('all')}
        </Link>
      </div>
      <CardRowLater tickets={events.slice(0, MOST).map(cardTicketOf)} />
    </section>
  );
}
