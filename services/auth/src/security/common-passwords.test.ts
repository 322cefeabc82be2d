import { expect, test } from '@jest/globals';
import { isCommon, NewPassword } from './common-passwords.ts';

test.each(['password', 'PASSWORD', 'iloveyou', '12345678', 'Qwerty123', 'trustno1'])('%s is common', (password) => {
  expect(isCommon(password)).toBe(true);
  expect(NewPassword.safeParse(password).success).toBe(false);
});

test.each(['a seat in the front row', 'zwölf Boxkämpfer', '🎫🎭🎪🎸🎻🎺🥁🎤'])('%s is not', (password) =>
  expect(NewPassword.parse(password)).toBe(password),
);
