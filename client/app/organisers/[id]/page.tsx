import { isolated } from '@frontrow/common/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { CardGrid } from '@/components/listing/card-grid';
import { cardTicketOf } from '@/components/listing/card-ticket';
import { OrganiserContact } from '@/components/listing/organiser';
import { Empty } from '@/components/ui/empty';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { Words } from '@/i18n/words';
import { serverApi } from '@/lib/api/server';
import { organiserPath } from '@/lib/links';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith, readCursor } from '@/lib/paths';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const readOrganiser = cache(async (id: string) => {
  const answer = await (await serverApi()).tickets.organiser(id);
  if (!answer.ok && [400, 404].includes(answer.problem.status)) notFound();
  return answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const [t, answer] = [await getTranslations('event.organiser'), await readOrganiser(id)];
  const name = answer.ok && isolated(answer.data.name);
  return {
    title: name || t('name'),
    description: name ? t('description', { name }) : t('unnamedDescription'),
    alternates: { canonical: organiserPath(id) },
  };
}

/** What an organiser has on sale: the next event first. */
export default async function OrganiserPage({ params, searchParams }: Props) {
  const [{ id }, cursor] = [await params, readCursor(await searchParams)];
  const [t, { tickets }] = [await getTranslations('event.organiser'), await serverApi()];
  const [organiser, listings] = await Promise.all([
    readOrganiser(id),
    tickets.list({ sellerId: id, cursor, limit: 20 }),
  ]);
  if (!organiser.ok) {
    return (
      <Page title={t('name')}>
        <OutOfOrder what="organiser" problem={organiser.problem} />
      </Page>
    );
  }
  const { name, contact } = organiser.data;
  return (
    <Page title={name || t('unnamed')} intro={contact && <OrganiserContact contact={contact} />}>
      <section aria-labelledby="on-sale">
        <h2 id="on-sale" className="headline mb-5 text-3xl">
          {t('onSale')}
        </h2>
        {!listings.ok && <OutOfOrder what="listings" problem={listings.problem} />}
        {listings.ok && listings.data.length === 0 && <Empty title={t('nothing')}>{t('nothingText')}</Empty>}
        {listings.ok && listings.data.length > 0 && (
          <Words areas={['event.announced', 'event.availability']}>
            <CardGrid tickets={listings.data.map(cardTicketOf)} />
          </Words>
        )}
      </section>
      <Pager
        first={cursor && organiserPath(id)}
        next={listings.ok && listings.next ? pathWith(organiserPath(id), { cursor: listings.next }) : undefined}
      />
    </Page>
  );
}
