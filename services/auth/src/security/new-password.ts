import { Password } from '@frontrow/common/contracts';
import { badRequest } from '@frontrow/common/http';
import { dictionary } from '@zxcvbn-ts/language-common';

/** The most common passwords of public leaks, about 50 000, as `folded` has them. */
const common = new Set(dictionary['passwords-common'].map((password) => folded(password)));

/** Rows of keys on the keyboards of the languages that we write, and what is said in a row. */
const ROWS = ['1234567890', 'qwertyuiop', 'qwertzuiopü', 'azertyuiop', 'asdfghjklöä', 'zxcvbnm', 'yxcvbnm'];
/** Shorter words are in too many others to say anything. */
const SHORTEST_WORD = 4;
/** Digits and signs after a word that are tried with it: a year, a mark, what the keyboard has. More are a number of their own. */
const LONGEST_ENDING = 6;
/** A password that has this many letters beside words that anybody would guess is not made of them. */
const LETTERS_OF_ITS_OWN = 4;

/** Which of the things that are tried first a password is; undefined when it is none. It looks at the password alone. */
export function weaknessOf(
  password: string,
): 'common_password' | 'repetitive_password' | 'sequential_password' | undefined {
  const text = folded(password);
  if (isRepetitive(text)) return 'repetitive_password';
  if (isSequential(text)) return 'sequential_password';
  const bare = text.replace(/\P{L}+$/u, '');
  const isEnding = text.length - bare.length <= LONGEST_ENDING;
  const isWordWithAnEnding = isEnding && bare.length >= SHORTEST_WORD && common.has(bare);
  return common.has(text) || isWordWithAnEnding ? 'common_password' : undefined;
}

/** Whether a password is little more than words that belong to its account or to this site. */
export function isContextual(password: string, { email, name, publicUrl }: Context): boolean {
  const local = email.slice(0, email.lastIndexOf('@'));
  const { hostname } = new URL(publicUrl);
  const sources = ['frontrow', email, local, ...parts(local), ...parts(name ?? ''), hostname, ...parts(hostname)];
  const words = [...new Set(sources.map(squeezed))]
    .filter((word) => word.length >= SHORTEST_WORD)
    .sort((one, other) => other.length - one.length);
  const whole = squeezed(password);
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), whole);
  return rest !== whole && rest.replace(/\P{L}/gu, '').length < LETTERS_OF_ITS_OWN;
}

/** Whom a password is for, and where. */
export interface Context {
  email: string;
  name: string | null;
  publicUrl: string;
}

/** A password that someone chooses, as against one that they give to be checked; whose it is, `refuseContextual` looks at. */
export const NewPassword = Password.superRefine((text, issues) => {
  // Too short or too long is said already, and enough.
  const code = Password.safeParse(text).success ? weaknessOf(text) : undefined;
  if (code) issues.addIssue({ code: 'custom', message: WORDS[code], params: { code } });
});

/** Throws a 400 for a password that anybody would guess who knows whose it is. */
export function refuseContextual(field: string, password: string, context: Context): void {
  if (isContextual(password, context)) throw badRequest(field, WORDS.contextual_password, 'contextual_password');
}

const WORDS = {
  common_password: 'is one of the most common ones; choose another',
  repetitive_password: 'is the same again and again; choose another',
  sequential_password: 'is a row of signs that follow each other; choose another',
  contextual_password: 'is made of your address, your name or ours; choose another',
};

/** One unit again and again, or hardly any signs at all. Of spaces there is one kind. */
function isRepetitive(text: string): boolean {
  const signs = text.replace(/\s/gu, ' ');
  return /^(.{1,4}?)\1+$/su.test(signs) || new Set(signs).size < 3;
}

/** Few runs of signs that follow each other, by their code or on a keyboard: `12345678`, `abcd1234`, `qwertzui`. */
function isSequential(text: string): boolean {
  const signs = [...text];
  const runs = signs.filter((sign, i) => i === 0 || !follows(signs[i - 1]!, sign)).length;
  return runs <= signs.length / 4;
}

function follows(one: string, other: string): boolean {
  const distance = other.codePointAt(0)! - one.codePointAt(0)!;
  if (Math.abs(distance) <= 1) return true;
  return ROWS.some((row) => row.includes(one + other) || row.includes(other + one));
}

// As `passwords` compares them, and in one case.
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

const squeezed = (text: string) => folded(text).replace(/[^\p{L}\p{N}]/gu, '');
const parts = (text: string) => text.split(/[^\p{L}\p{N}]+/u);
