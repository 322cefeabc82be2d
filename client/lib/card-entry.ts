import type { CardEntry } from './api/sandbox';

/** A field of the card form, and the code of what is wrong with it. */
export interface EntryProblem {
  field: keyof CardEntry;
  code: 'required' | 'invalid_number' | 'incorrect_number' | 'invalid_expiry_month' | 'invalid_cvc';
}

/** All that is wrong with what was typed, as far as that can be told without asking; the sandbox has the last word. */
export function entryProblems({ number, exp_month, exp_year, cvc }: CardEntry): EntryProblem[] {
  const problems: EntryProblem[] = [];
  const digits = number.replace(/\D/g, '');
  if (digits === '') problems.push({ field: 'number', code: 'required' });
  else if (digits.length < 12) problems.push({ field: 'number', code: 'invalid_number' });
  else if (!passesLuhn(digits)) problems.push({ field: 'number', code: 'incorrect_number' });
  const month = Number(exp_month);
  if (exp_month === '') problems.push({ field: 'exp_month', code: 'required' });
  else if (month < 1 || month > 12 || exp_year.length < 2)
    problems.push({ field: 'exp_month', code: 'invalid_expiry_month' });
  if (cvc === '') problems.push({ field: 'cvc', code: 'required' });
  else if (cvc.length < 3) problems.push({ field: 'cvc', code: 'invalid_cvc' });
  return problems;
}

/** The check digit that every card number carries. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, position) => {
    const value = Number(digit) * (position % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
