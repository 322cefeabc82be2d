import type { ProblemDetail } from '@frontrow/common/contracts';
import type { ListingChoices } from './listing-choices';

/** What systems that know no type of a file still call it. */
const ENDING = /\.(jpe?g|png|webp|avif)$/i;

/** Why a file cannot be a poster, or undefined when it may be one. What it really is, the server finds out. */
export function fileProblem(
  { name, type, size }: Pick<File, 'name' | 'type' | 'size'>,
  { types, maxBytes }: ListingChoices['poster'],
): ProblemDetail | undefined {
  const isImage = type ? (types as readonly string[]).includes(type) : ENDING.test(name);
  if (!isImage) return { code: 'image_type', message: 'must be a JPEG, PNG, WebP or AVIF file' };
  if (size === 0) return { code: 'image_empty', message: 'is empty' };
  if (size > maxBytes) {
    const [most, has] = [maxBytes / 2 ** 20, size / 2 ** 20];
    const message = `must be at most ${most} MB; this one has ${has.toFixed(1)} MB`;
    return { code: 'image_too_big', message, params: { most, has } };
  }
  return undefined;
}
