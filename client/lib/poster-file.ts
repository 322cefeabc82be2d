import type { ListingChoices } from './listing-choices';

/** What systems that know no type of a file still call it. */
const ENDING = /\.(jpe?g|png|webp|avif)$/i;

/** Why a file cannot be a poster, or undefined when it may be one. What it really is, the server finds out. */
export function fileProblem(
  { name, type, size }: Pick<File, 'name' | 'type' | 'size'>,
  { types, maxBytes }: ListingChoices['poster'],
): string | undefined {
  const isImage = type ? (types as readonly string[]).includes(type) : ENDING.test(name);
  if (!isImage) return 'must be a JPEG, PNG, WebP or AVIF file';
  if (size === 0) return 'is empty';
  if (size > maxBytes) {
    return `must be at most ${maxBytes / 2 ** 20} MB; this one has ${(size / 2 ** 20).toFixed(1)} MB`;
  }
  return undefined;
}
