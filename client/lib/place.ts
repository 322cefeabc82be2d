interface Place {
  venue: string;
  city: string;
  country: string;
}

/** `Roundhouse, London`; what the seller left out is left out. */
export const placeOf = ({ venue, city }: Place): string => [venue, city].filter(Boolean).join(', ');

export const fullPlaceOf = ({ venue, city, country }: Place): string =>
  [venue, city, country].filter(Boolean).join(', ');

/** A search for a place on OpenStreetMap; undefined where only a country is known, or nothing. */
export const mapAddress = (place: Place): string | undefined =>
  placeOf(place) === ''
    ? undefined
    : `https://www.openstreetmap.org/search?${new URLSearchParams({ query: fullPlaceOf(place) })}`;
