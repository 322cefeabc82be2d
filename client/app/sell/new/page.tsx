import { getTranslations } from 'next-intl/server';
import { ListingForm } from '@/components/sell/listing-form';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import { readListingChoices } from '@/lib/listing-choices';

export async function generateMetadata() {
  const t = await getTranslations('selling.new');
  return { title: t('title') };
}

export default async function NewListing() {
  const t = await getTranslations('selling.new');
  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      <div className="card p-5 sm:p-8">
        <Words areas={['event', 'problems', 'selling']}>
          <ListingForm choices={await readListingChoices()} />
        </Words>
      </div>
    </Page>
  );
}
