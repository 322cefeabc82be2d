import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ListingForm } from '@/components/sell/listing-form';
import { Notice } from '@/components/ui/notice';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import { readMember } from '@/lib/api/member';
import { config } from '@/lib/config';
import { readListingChoices } from '@/lib/listing-choices';

export async function generateMetadata() {
  const t = await getTranslations('selling.new');
  return { title: t('title') };
}

export default async function NewListing() {
  const t = await getTranslations('selling.new');
  const isBarred = config.verificationIsRequired && (await readMember())?.verified === false;
  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      {isBarred && (
        <div className="mb-6">
          <Notice kind="warn" title={t('unverified')}>
            {t.rich('unverifiedText', {
              go: (words) => (
                <Link href="/account#address" className="link">
                  {words}
                </Link>
              ),
            })}
          </Notice>
        </div>
      )}
      <div className="card p-5 sm:p-8">
        <Words areas={['event', 'problems', 'selling']}>
          <ListingForm choices={await readListingChoices()} />
        </Words>
      </div>
    </Page>
  );
}
