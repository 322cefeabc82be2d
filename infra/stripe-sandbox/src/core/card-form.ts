import { cardNumbered, type TestCard } from './cards.ts';
import { cardError } from './failures.ts';

/** What a buyer typed into a card form. */
export interface CardEntry {
  number: string;
  expMonth: string;
  expYear: string;
  cvc?: string | undefined;
}

export interface CardDetails {
  card: TestCard;
  expMonth: number;
  expYear: number;
  cvcCheck: 'pass' | null;
}

/** Finds the test card that was typed in, or refuses the entry as Stripe does, naming the field. */
export function readCard(entry: CardEntry, today: Date): CardDetails {
  const number = entry.number.replaceAll(/[ -]/g, '');
  if (!/^\d{12,19}$/.test(number)) {
    throw cardError('invalid_number', 'The card number is not a valid credit card number.', { param: 'number' });
  }
  if (!passesLuhn(number)) throw cardError('incorrect_number', 'Your card number is incorrect.', { param: 'number' });
  const card = cardNumbered(number);
  if (!card) {
    const message =
      'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.';
    throw cardError('card_declined', message, { decline_code: 'test_mode_live_card' });
  }
  const { expMonth, expYear } = readExpiry(entry, today);
  const digits = card.brand === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/;
  if (entry.cvc !== undefined && !digits.test(entry.cvc.trim())) {
    throw cardError('invalid_cvc', "Your card's security code is invalid.", { param: 'cvc' });
  }
  return { card, expMonth, expYear, cvcCheck: entry.cvc === undefined ? null : 'pass' };
}

/** Good to the last day of its month; a two-digit year is one of this century. */
function readExpiry(entry: CardEntry, today: Date): { expMonth: number; expYear: number } {
  const expMonth = Number(entry.expMonth);
  if (!/^\d{1,2}$/.test(entry.expMonth) || expMonth < 1 || expMonth > 12) throw invalidMonth();
  const expYear = Number(entry.expYear) + (entry.expYear.length === 2 ? 2000 : 0);
  const thisYear = today.getUTCFullYear();
  if (!/^(\d{2}|\d{4})$/.test(entry.expYear) || expYear < thisYear || expYear > thisYear + 50) {
    throw cardError('invalid_expiry_year', "Your card's expiration year is invalid.", { param: 'exp_year' });
  }
  if (expYear === thisYear && expMonth < today.getUTCMonth() + 1) throw invalidMonth();
  return { expMonth, expYear };
}

const invalidMonth = () =>
  cardError('invalid_expiry_month', "Your card's expiration month is invalid.", { param: 'exp_month' });

/** The check digit that every card number carries. */
function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, position) => {
    const value = Number(digit) * (position % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
