import { z } from 'zod';
import { isVisible } from './visible.ts';

/** Of no more than so many characters, without spaces around it. */
export const line = (max: number) => z.string().trim().max(max, `must have at most ${max} characters`);

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\0-\x1f\x7f-\x9f\u2028\u2029]/;
/** Line breaks and tabs belong into a longer text. */
export const CONTROL_IN_TEXT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: they are what is looked for.
export const noControl = { error: 'must not contain control characters', params: { code: 'control_characters' } };

/** One line of print. Signs of direction are let through: whoever shows it keeps them from turning the words beside it. */
export const printed = (max: number) =>
  line(max)
    .refine((text) => !CONTROL.test(text), noControl)
    .refine((text) => text === '' || isVisible(text), {
      error: 'must have something in it that can be seen',
      params: { code: 'invisible' },
    });
