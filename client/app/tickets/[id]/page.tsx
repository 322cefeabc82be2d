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
import { plainWords } from '@/lib/markdown';
import { fullPlaceOf } from '@/lib/place';
import { shorten } from '@/lib/shorten';

interface Props {
  params: Promise<{ id: string }>;
}

const readTicket = cache(async (id: string) => {
  const answer = await (await serverApi()).tickets.get(id);
  if (!answer.ok && [400, 404].includes(answer.problem.status)) notFound();
  return answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const answer = await readTicket((await params).id);
  const [t, locale] = [await getTranslations('event'), await getLocale()];
  if (!answer.ok) return { title: t('title') };
  const { id, title, description } = answer.data;
  const about = shorten(plainWords(description), 160) || [title, fullPlaceOf(answer.data)].filter(Boolean).join(' · ');
  const image = { url: shareImagePath(answer.data, locale), alt: t('poster', { title }) };
  const words = { title, description: about };
  return {
    ...words,
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

export default async function TicketPage({ params }: Props) {
  const [answer, member] = await Promise.all([readTicket((await params).id), readMember()]);
  if (answer.ok) return <TicketDetails ticket={answer.data} member={member} />;
  const t = await getTranslations('event');
  return (
    <Page title={t('title')} width="text">
      <OutOfOrder what="event" problem={answer.problem} />
    </Page>
  );
}
