import Link from 'next/link';
import { notFound } from 'next/navigation';
import { CancelEvent } from '@/components/sell/cancel-event';
import { Cancellation } from '@/components/sell/cancellation';
import { ListingForm } from '@/components/sell/listing-form';
import { StaffForm } from '@/components/sell/staff-form';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { posterImage } from '@/lib/api/poster-files';
import { findSelling } from '@/lib/api/selling';
import { listingChoices } from '@/lib/listing-choices';

export const metadata = { title: 'Edit listing' };

export default async function EditListing({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const answer = await findSelling(id, `/sell/${id}/edit`);
  if (!answer.ok) {
    return (
      <Page title="Edit" width="text">
        <OutOfOrder what="This listing" problem={answer.problem} />
      </Page>
    );
  }
  const listing = answer.data;
  if (!listing) notFound();
  const cancelled = listing.status === 'cancelled';

  return (
    <Page
      title="Edit listing"
      intro={<bdi className="break-words">{listing.title}</bdi>}
      width="text"
      actions={
        <Link href={`/tickets/${id}`} className="button button-quiet">
          See it as a buyer
        </Link>
      }
    >
      {cancelled ? (
        <div className="space-y-6">
          <Notice kind="warn" title="This event was cancelled.">
            It is no longer on sale, and everyone who paid gets their money back.
          </Notice>
          <Cancellation ticketId={id} />
        </div>
      ) : (
        <div className="space-y-12">
          <div className="card p-5 sm:p-8">
            <ListingForm listing={listing} poster={posterImage(listing)?.src} choices={listingChoices} />
          </div>
          <section aria-labelledby="staff">
            <h2 id="staff" className="headline text-3xl">
              Door staff
            </h2>
            <p className="mt-2 text-muted">Who else may check in guests. They sign in with these addresses.</p>
            <div className="card mt-4 p-5 sm:p-8">
              <StaffForm id={id} staff={listing.staff} />
            </div>
          </section>
          <section aria-labelledby="cancel">
            <h2 id="cancel" className="headline text-3xl">
              Cancel the event
            </h2>
            <p className="mt-2 mb-4 text-muted">
              Takes it off sale for good and gives all {listing.sold} sold tickets their money back.
            </p>
            <CancelEvent id={id} title={listing.title} />
          </section>
        </div>
      )}
    </Page>
  );
}
