import { Entrance } from '@/components/account/entrance';
import type { SearchParams } from '@/lib/listing-search';

export const metadata = { title: 'Sign in', robots: { index: false } };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <Entrance kind="signIn" next={(await searchParams).next} />;
}
