import { getTranslations } from 'next-intl/server';
import { Entrance } from '@/components/account/entrance';
import type { SearchParams } from '@/lib/listing-search';

export async function generateMetadata() {
  const t = await getTranslations('account.signUp');
  return { title: t('name'), robots: { index: false } };
}

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <Entrance kind="signUp" next={(await searchParams).next} />;
}
