import { expect, test } from '@jest/globals';
import { entryProblems } from './card-entry.ts';

const good = { number: '4242 4242 4242 4242', exp_month: '12', exp_year: '34', cvc: '123' };
const wrong = (changes: Partial<typeof good>) => entryProblems({ ...good, ...changes });

test('a good card has no problem', () => {
  expect(wrong({})).toEqual([]);
  expect(wrong({ number: '378282246310005', cvc: '1234' })).toEqual([]);
});

test('everything that is wrong is said at once', () => {
  expect(entryProblems({ number: '', exp_month: '', exp_year: '', cvc: '' })).toEqual([
    { field: 'number', code: 'required' },
    { field: 'exp_month', code: 'required' },
    { field: 'cvc', code: 'required' },
  ]);
  expect(entryProblems({ number: '4242 4242 4242 4241', exp_month: '13', exp_year: '34', cvc: '1' })).toEqual([
    { field: 'number', code: 'incorrect_number' },
    { field: 'exp_month', code: 'invalid_expiry_month' },
    { field: 'cvc', code: 'invalid_cvc' },
  ]);
});

test.each([
  [{ number: '4242' }, 'invalid_number'],
  [{ exp_month: '00' }, 'invalid_expiry_month'],
  [{ exp_month: '12', exp_year: '3' }, 'invalid_expiry_month'],
])('%j: %s', (changes, code) => expect(wrong(changes).map((problem) => problem.code)).toEqual([code]));
