import type { NextRequest } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { drawShareImage } from '@/components/share/draw-share-image';
import { asLocale, locales, SOURCE } from '@/i18n/locales';
import { sharePoster } from '@/lib/api/poster-files';
import { serverApi } from '@/lib/api/server';

/**
 * What networks show beside a link to this event. Its address changes with the event and names the language, so it may be
 * kept for long.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  const answer = await (await serverApi()).tickets.get((await params).id);
  if (!answer.ok) return new Response(null, { status: [400, 404].includes(answer.problem.status) ? 404 : 503 });
  const locale = asLocale(request.nextUrl.searchParams.get('lang')) ?? SOURCE;
  const t = await getTranslations({ locale, namespace: 'site.categories' });
  const said = { category: t(answer.data.category), locale: locales[locale].variant };
  const poster = await sharePoster(answer.data);
  const png = await drawShareImage(answer.data, said, poster);
  // Without the poster that it should have had, it is good for this once.
  const isWhole = poster !== undefined || answer.data.poster === null;
  const headers = { 'content-type': 'image/png', 'cache-control': isWhole ? 'public, max-age=86400' : 'no-store' };
  return new Response(png, { headers });
}
