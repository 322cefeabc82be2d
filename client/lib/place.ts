interface Place {
  venue: string;
  city: string;
  country: string;
}

/** `Roundhouse, London`; what the seller left out is left out. */
export const placeOf = ({ venue, city }: Place): string => [venue, city].filter(Boolean).join(', ');

export const fullPlaceOf = ({ venue, city, country }: Place): string =>
  [venue, city, country].filter(Boolean).join(', ');
