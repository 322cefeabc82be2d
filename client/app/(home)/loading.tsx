import { Hero } from '@/components/home/hero';
import { ListingsSkeleton } from '@/components/home/listings';

export default function Loading() {
  return (
    <>
      <Hero search={{}} small />
      <div className="mx-auto w-full max-w-[88rem] px-4 sm:px-6">
        <ListingsSkeleton />
      </div>
    </>
  );
}
