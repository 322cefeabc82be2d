import { Password } from '@frontrow/common/contracts';
import { dictionary } from '@zxcvbn-ts/language-common';

/** The most common passwords of public leaks, about 50 000, those that are long enough to be chosen here. */
const common = new Set(
  dictionary['passwords-common'].filter((password) => password.length >= 8).map((password) => password.toLowerCase()),
);

export const isCommon = (password: string): boolean => common.has(password.toLowerCase());

/** A password that someone chooses, as against one that they give to be checked. */
export const NewPassword = Password.refine((text) => !isCommon(text), {
  error: 'is one of the most common ones; choose another',
  params: { code: 'common_password' },
});
