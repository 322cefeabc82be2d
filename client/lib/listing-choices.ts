import { categories, currencies, MAX_POSTER_BYTES, MIN_POSTER_SIDE, POSTER_TYPES } from '@frontrow/common/contracts';
import { getTranslations } from 'next-intl/server';

/** What a seller chooses from. Handed to the form as data, so that the browser need not load the schemas for it. */
export async function readListingChoices() {
  const t = await getTranslations('site.categories');
  return {
    categories: categories.map((value) => ({ value, name: t(value) })),
    currencies: [...currencies].sort(),
    poster: { types: POSTER_TYPES, maxBytes: MAX_POSTER_BYTES, minSide: MIN_POSTER_SIDE },
  };
}
export type ListingChoices = Awaited<ReturnType<typeof readListingChoices>>;
