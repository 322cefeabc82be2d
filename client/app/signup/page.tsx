import { Entrance } from '@/components/account/entrance';
import type { SearchParams } from '@/lib/listing-search';

export const metadata = { title: 'Sign up', robots: { index: false } };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <Entrance kind="signUp" next={(await searchParams).next} />;
}
