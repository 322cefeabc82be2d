import { readPart, sitemapAnswer } from '@/lib/api/on-sale';

/** A part of a sitemap that is too large for one file, as /sitemap.xml names it. */
export async function GET(_request: Request, { params }: { params: Promise<{ part: string }> }) {
  const [, part] = /^([\w-]{1,200})\.xml$/.exec((await params).part) ?? [];
  if (!part) return sitemapAnswer(404);
  const read = await readPart(part);
  return sitemapAnswer(typeof read === 'number' ? read : read.text);
}
