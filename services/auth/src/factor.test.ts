import { expect, test } from '@jest/globals';
import { type FactorRules, mustHaveFactor } from './factor.ts';

const rules = (OPERATOR_FACTORS: FactorRules['OPERATOR_FACTORS'], OPERATOR_EMAIL?: string): FactorRules => ({
  OPERATOR_FACTORS,
  OPERATOR_EMAIL,
});
const operator = (email: string) => ({ role: 'operator' as const, email });

test('operators must have a second factor, and nobody else', () => {
  expect(mustHaveFactor(operator('ada@example.com'), rules('required'))).toBe(true);
  expect(mustHaveFactor({ role: 'user', email: 'ada@example.com' }, rules('required'))).toBe(false);
  expect(mustHaveFactor(operator('ada@example.com'), rules('optional'))).toBe(false);
});

test('in a demonstration all of them but the account of the configuration, however its address is written', () => {
  const demo = rules('named', 'Operator@frontrow.test');
  expect(mustHaveFactor(operator('operator@FRONTROW.test'), demo)).toBe(false);
  expect(mustHaveFactor(operator('ada@frontrow.test'), demo)).toBe(true);
  expect(mustHaveFactor(operator('operator@frontrow.test'), rules('named'))).toBe(true);
  expect(mustHaveFactor(operator('operator@frontrow.test'), rules('required', 'operator@frontrow.test'))).toBe(true);
});
