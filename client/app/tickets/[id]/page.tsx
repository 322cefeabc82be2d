import { isolated } from '@frontrow/common/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { TicketDetails } from '@/components/listing/ticket-details';
import { SHARE_SIZE } from '@/components/share/share-image';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { locales } from '@/i18n/locales';
import { readMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import { shareImagePath } from '@/lib/links';
import type { SearchParams } from '@/lib/listing-search';
import { plainWords } from '@/lib/markdown';
import { fullPlaceOf } from '@/lib/place';
import { hasSession } from '@/lib/reader';
import { shorten } from '@/lib/shorten';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const readTicket = cache(async (id: string) => {
  const answer = await (await serverApi()).tickets.get(id);
  if (!answer.ok && [400, 404].includes(answer.problem.status)) notFound();
  return answer;
});

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const answer = await readTicket((await params).id);
  const [t, locale] = [await getTranslations('event'), await getLocale()];
  if (!answer.ok) return { title: t('title') };
  const { id, description, suspended } = answer.data;
  const title = isolated(answer.data.title);
  const place = isolated(fullPlaceOf(answer.data));
  const about = isolated(shorten(plainWords(description), 160)) || [title, place].filter(Boolean).join(' · ');
  const image = { url: shareImagePath(answer.data, locale), alt: t('poster', { title }) };
  const words = { title, description: about };
  return {
    ...words,
    ...(suspended && { robots: { index: false } }),
    alternates: { canonical: `/tickets/${id}` },
    openGraph: {
      ...words,
      siteName: 'Frontrow',
      locale: locales[locale].variant.replace('-', '_'),
      type: 'website',
      url: `/tickets/${id}`,
      images: { ...image, ...SHARE_SIZE, type: 'image/png' },
    },
    twitter: { ...words, card: 'summary_large_image', images: image },
  };
}

/** The event's page does without when orders takes longer. */
const PATIENCE_MS = 1_000;

/** What the reader has reserved of it and not paid for yet. */
async function readHold(ticketId: string) {
  if (!(await hasSession())) return undefined;
  const unpaid = await (await serverApi()).orders.list({ status: 'unpaid', limit: 20 }, PATIENCE_MS);
  return unpaid.ok ? unpaid.data.find((order) => order.ticketId === ticketId) : undefined;
}

export default async function TicketPage({ params, searchParams }: Props) {
  const [{ id }, { quantity }] = [await params, await searchParams];
  const [answer, member, hold] = await Promise.all([readTicket(id), readMember(), readHold(id)]);
  if (answer.ok) {
    const wanted = Math.max(1, Math.trunc(Number(quantity)) || 1);
    // A service of before says nothing of the organiser.
    const ticket = { ...answer.data, organiser: answer.data.organiser ?? { name: '', contact: '' } };
    return <TicketDetails ticket={ticket} member={member} hold={hold} wanted={wanted} />;
  }
  const t = await getTranslations('event');
  return (
    <Page title={t('title')} width="text">
      <OutOfOrder what="event" problem={answer.problem} />
    </Page>
  );
}
