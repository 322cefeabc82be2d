import { Id, OrderName } from '@frontrow/common/contracts';

/** What a text may be that an operator was told on the telephone. */
export interface Wanted {
  email?: string;
  /** The last digits of a card. */
  last4?: string;
  /** An order's number, or its id. */
  number?: string;
  /** A whole id, of whatever it is. */
  id?: string;
  /** Words of a listing. */
  words?: string;
}

/** Reads it as everything that it could be: four digits may be those of a card, or a year in a title, and eight letters a number. */
export function readWanted(text: string): Wanted {
  const wanted = text.trim();
  if (wanted === '') return {};
  if (/^\S+@\S+$/.test(wanted)) return { email: wanted };
  if (Id.safeParse(wanted).success) return { id: wanted, number: wanted };
  if (/^\d{4}$/.test(wanted)) return { last4: wanted, words: wanted };
  if (OrderName.safeParse(wanted).success) return { number: wanted, words: wanted };
  return { words: wanted };
}
