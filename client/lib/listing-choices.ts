import { categories, currencies } from '@frontrow/common/contracts';
import { categoryNames } from './categories';

/** What a seller chooses from. Handed to the form as data, so that the browser need not load the schemas for it. */
export const listingChoices = {
  categories: categories.map((value) => ({ value, name: categoryNames[value] })),
  currencies: [...currencies].sort(),
};
export type ListingChoices = typeof listingChoices;
