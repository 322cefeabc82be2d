import { categories, currencies, MAX_POSTER_BYTES, MIN_POSTER_SIDE, POSTER_TYPES } from '@frontrow/common/contracts';
import { categoryNames } from './categories';

/** What a seller chooses from. Handed to the form as data, so that the browser need not load the schemas for it. */
export const listingChoices = {
  categories: categories.map((value) => ({ value, name: categoryNames[value] })),
  currencies: [...currencies].sort(),
  poster: { types: POSTER_TYPES, maxBytes: MAX_POSTER_BYTES, minSide: MIN_POSTER_SIDE },
};
export type ListingChoices = typeof listingChoices;
