import { SalesQuery } from '@frontrow/common/contracts';
import type { NextRequest } from 'next/server';
import { getLocale, getTranslations } from 'next-intl/server';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import { conversionCsv, conversionRows } from '@/lib/conversion';
import { problemWords } from '@/lib/problem-words';

/** A seller's page views and orders by day as a file. It is made here because views and orders come from two services. */
export async function GET(request: NextRequest) {
  const t = await getTranslations('problems');
  const { wordsOf } = problemWords(t, await getLocale());
  const query = SalesQuery.safeParse(Object.fromEntries(request.nextUrl.searchParams)).data;
  if (!query) return new Response(t('address_incomplete'), { status: 400 });
  const { tickets, orders } = await serverApi();
  const [viewed, sold] = await Promise.all([tickets.views(query), orders.figures(query)]);
  const [views, sales] = [asMember(viewed, '/sell'), asMember(sold, '/sell')];
  if (!views.ok) return new Response(wordsOf(views.problem), { status: views.problem.status || 502 });
  if (!sales.ok) return new Response(wordsOf(sales.problem), { status: sales.problem.status || 502 });
  return new Response(conversionCsv(conversionRows(views.data, sales.data.conversion), query.timeZone), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="conversion-${query.from}-to-${query.to}.csv"`,
      'cache-control': 'no-store',
    },
  });
}
