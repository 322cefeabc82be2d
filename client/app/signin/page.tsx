import { getTranslations } from 'next-intl/server';
import { Entrance } from '@/components/account/entrance';
import type { SearchParams } from '@/lib/listing-search';

export async function generateMetadata() {
  const t = await getTranslations('account.signIn');
  return { title: t('name'), robots: { index: false } };
}

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { next, ended } = await searchParams;
  return <Entrance kind="signIn" next={next} ended={ended === '1'} />;
}
