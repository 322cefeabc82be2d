import { ListingForm } from '@/components/sell/listing-form';
import { Page } from '@/components/ui/page';
import { listingChoices } from '@/lib/listing-choices';

export const metadata = { title: 'List tickets' };

export default function NewListing() {
  return (
    <Page title="List tickets" intro="A title and a price are enough; buyers thank you for the rest." width="text">
      <div className="card p-5 sm:p-8">
        <ListingForm choices={listingChoices} />
      </div>
    </Page>
  );
}
