import { config } from '@/lib/config';
import { organiserPath } from '@/lib/links';
import { findWrittenPages } from '@/lib/site-page-files';
import { sitemapOf } from '@/lib/sitemap';
import { createApi } from './api';
import { createSend } from './request';

/** The API as anybody may use it, since what a search engine is told is for everybody. */
const api = createApi(createSend({ base: config.apiUrl, timeoutMs: 10_000 }));

/** The first part of a sitemap, in place of a cursor. */
export const FIRST_PART = '0';

export interface Part {
  text: string;
  /** What the one after it is called, if there is one. */
  next: string | undefined;
}

/** A part of the sitemap; or the status of an answer without it. */
export async function readPart(part: string): Promise<Part | 404 | 503> {
  const isFirst = part === FIRST_PART;
  const answer = await api.tickets.onSale(isFirst ? undefined : part);
  if (!answer.ok) return answer.problem.status === 400 ? 404 : 503;
  const listings = answer.data.map(({ id, updatedAt }) => ({
    address: `${config.publicUrl}/tickets/${id}`,
    changedAt: updatedAt,
  }));
  // One who sells much may be in several parts, which does no harm. A service of before does not say who it is.
  const organisers = new Set(answer.data.flatMap(({ sellerId }) => (sellerId ? [organiserPath(sellerId)] : [])));
  const ours = isFirst ? ['/', ...(await findWrittenPages()).map((page) => `/${page}`)] : [];
  const places = [...ours, ...organisers].map((path) => ({ address: config.publicUrl + path }));
  return { text: sitemapOf([...places, ...listings]), next: answer.next };
}

export const sitemapAnswer = (text: string | 404 | 503): Response =>
  typeof text === 'string'
    ? new Response(text, { headers: { 'content-type': 'application/xml', 'cache-control': 'public, max-age=3600' } })
    : new Response(null, { status: text });
