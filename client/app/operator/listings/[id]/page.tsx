import type { SellingView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { useDescribeListing } from '@/components/listing/listing-stock';
import { AccountLink } from '@/components/operator/account-link';
import { Act } from '@/components/operator/acts';
import { Facts } from '@/components/operator/facts';
import { OrderRow } from '@/components/operator/found-rows';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { RecordOf } from '@/components/operator/record-of';
import { Section } from '@/components/operator/section';
import { DecisionNotice } from '@/components/ui/decision-notice';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { RefreshEvery } from '@/components/ui/refresh-every';
import { RichText } from '@/components/ui/rich-text';
import { EventTime } from '@/components/ui/time';
import { Words } from '@/i18n/words';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import { renderMarkdown } from '@/lib/markdown';
import { formatPrice } from '@/lib/money';
import { fullPlaceOf } from '@/lib/place';

export async function generateMetadata() {
  const t = await getTranslations('operator.listing');
  return { title: t('name'), robots: { index: false } };
}

export default async function OperatorListing({ params }: { params: Promise<{ id: string }> }) {
  await operatorOnly();
  const [t, { id }] = [await getTranslations('operator.listing'), await params];
  const { operators } = await serverApi();
  const [found, orders] = await Promise.all([
    operators.listings({ id }),
    operators.orders({ ticketId: id, limit: 20 }),
  ]);
  const answer = asMember(found, `/operator/listings/${id}`);
  const listing = answer.ok ? answer.data[0] : undefined;
  if (answer.ok ? !listing : answer.problem.status === 400) notFound();
  return (
    <Page title={listing?.title ?? t('name')} width="text">
      <OperatorNav />
      {listing ? <Listing listing={listing} /> : !answer.ok && <OutOfOrder what="lookup" problem={answer.problem} />}
      <Section id="orders" title={t('orders')} answer={orders} none={t('none')}>
        {(order) => <OrderRow order={order} />}
      </Section>
      <RecordOf id={id} />
    </Page>
  );
}

function Listing({ listing }: { listing: SellingView }) {
  const [t, announced, locale] = [useTranslations('operator.listing'), useTranslations('event.announced'), useLocale()];
  const describe = useDescribeListing();
  const { id, status, sellerSuspended, decision, salesInEffect, sellerId, sold, held, capacity } = listing;
  const isTaken = decision?.what === 'suspended' && !decision.lifted;
  return (
    <>
      <DecisionNotice decision={decision} title={t(`decided.${decision?.what ?? 'suspended'}`)} />
      {sellerSuspended && (
        <div className="mt-3">
          <Notice kind="warn" title={t('withSeller')} />
        </div>
      )}
      {!salesInEffect && status === 'on_sale' && (
        <div className="mt-3" role="status">
          <Notice kind="info" title={t('takingEffect')} />
          <RefreshEvery seconds={1} />
        </div>
      )}
      <div className="mt-4">
        <Facts
          facts={{
            [t('state')]: describe(listing).words,
            [t('units')]: t('counts', { sold, held, capacity }),
            [t('price')]: formatPrice(listing.price, listing.currency, locale),
            [t('when')]: <EventTime event={listing} style="full" />,
            [t('where')]: <bdi>{fullPlaceOf(listing) || announced('place')}</bdi>,
            [t('seller')]: <AccountLink id={sellerId} />,
            [t('page')]: (
              <Link href={`/tickets/${id}`} className="link font-mono text-sm break-all">
                {id}
              </Link>
            ),
          }}
        />
      </div>
      <Words areas={['operator.acts', 'problems']}>
        <div className="mt-4 flex flex-wrap gap-3">
          {status === 'on_sale' && <Act name={isTaken ? 'reinstateListing' : 'suspendListing'} id={id} />}
          {status === 'on_sale' && <Act name="cancelListing" id={id} />}
        </div>
      </Words>
      {listing.description && (
        <section aria-labelledby="description" className="mt-10">
          <h2 id="description" className="headline mb-4 text-2xl">
            {t('description')}
          </h2>
          <RichText html={renderMarkdown(listing.description)} className="max-w-prose" />
        </section>
      )}
    </>
  );
}
