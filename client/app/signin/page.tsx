import { Entrance } from '@/components/account/entrance';
import type { SearchParams } from '@/lib/listing-search';

export const metadata = { title: 'Sign in', robots: { index: false } };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { next, ended } = await searchParams;
  return <Entrance kind="signIn" next={next} ended={ended === '1'} />;
}
