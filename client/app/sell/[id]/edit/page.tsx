import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { CancelEvent } from '@/components/sell/cancel-event';
import { Cancellation } from '@/components/sell/cancellation';
import { ListingForm } from '@/components/sell/listing-form';
import { StaffForm } from '@/components/sell/staff-form';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import { posterImage } from '@/lib/api/poster-files';
import { findSelling } from '@/lib/api/selling';
import { readListingChoices } from '@/lib/listing-choices';

export async function generateMetadata() {
  const t = await getTranslations('selling.edit');
  return { title: t('title') };
}

export default async function EditListing({ params }: { params: Promise<{ id: string }> }) {
  const t = await getTranslations('selling.edit');
  const { id } = await params;
  const answer = await findSelling(id, `/sell/${id}/edit`);
  if (!answer.ok) {
    return (
      <Page title={t('short')} width="text">
        <OutOfOrder what="listing" problem={answer.problem} />
      </Page>
    );
  }
  const listing = answer.data;
  if (!listing) notFound();
  const cancelled = listing.status === 'cancelled';

  return (
    <Page
      title={t('title')}
      intro={<bdi>{listing.title}</bdi>}
      width="text"
      actions={
        <Link href={`/tickets/${id}`} className="button button-quiet">
          {t('asBuyer')}
        </Link>
      }
    >
      <Words areas={['event', 'problems', 'selling']}>
        {cancelled ? (
          <div className="space-y-6">
            <Notice kind="warn" title={t('cancelled')}>
              {t('cancelledText')}
            </Notice>
            <Cancellation ticketId={id} />
          </div>
        ) : (
          <div className="space-y-12">
            <div className="card p-5 sm:p-8">
              <ListingForm listing={listing} poster={posterImage(listing)?.src} choices={await readListingChoices()} />
            </div>
            <section aria-labelledby="staff">
              <h2 id="staff" className="headline text-3xl">
                {t('staff')}
              </h2>
              <p className="mt-2 text-muted">{t('staffText')}</p>
              <div className="card mt-4 p-5 sm:p-8">
                <StaffForm id={id} staff={listing.staff} invited={listing.invited ?? []} />
              </div>
            </section>
            <section aria-labelledby="cancel">
              <h2 id="cancel" className="headline text-3xl">
                {t('cancel')}
              </h2>
              <p className="mt-2 mb-4 text-muted">{t('cancelText', { count: listing.sold })}</p>
              <CancelEvent id={id} title={listing.title} />
            </section>
          </div>
        )}
      </Words>
    </Page>
  );
}
