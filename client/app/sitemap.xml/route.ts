import { FIRST_PART, readPart, sitemapAnswer } from '@/lib/api/on-sale';
import { config } from '@/lib/config';
import { sitemapIndexOf } from '@/lib/sitemap';

/** How long it is kept, since search engines come often and to read it all takes the API a while. */
const KEPT_MS = 600_000;

let kept: { text: Promise<string | 404 | 503>; until: number } | undefined;

/** Everything on sale in one file, or an index of the files that have it. */
export async function GET() {
  if (!kept || Date.now() > kept.until) kept = { text: write(), until: Date.now() + KEPT_MS };
  const text = await kept.text;
  if (typeof text !== 'string') kept = undefined;
  return sitemapAnswer(text);
}

async function write(): Promise<string | 404 | 503> {
  const parts = [FIRST_PART];
  for (const part of parts) {
    const read = await readPart(part);
    if (typeof read === 'number') return read;
    if (read.next) parts.push(read.next);
    else if (parts.length === 1) return read.text;
  }
  return sitemapIndexOf(parts.map((part) => `${config.publicUrl}/sitemap/${part}.xml`));
}
