import { SalesQuery } from '@frontrow/common/contracts';
import { type TableFormat, tableFile } from '@frontrow/common/tables';
import type { NextRequest } from 'next/server';
import { getLocale, getTranslations } from 'next-intl/server';
import { asMember } from './api/member';
import { serverApi } from './api/server';
import { conversionRows, conversionTable } from './conversion';
import { problemWords } from './problem-words';

/** A seller's page views and orders by day as a file. It is made here because views and orders come from two services. */
export const conversionRoute = (format: TableFormat) => async (request: NextRequest) => {
  const [t, sales, language] = [await getTranslations('problems'), await getTranslations('sales'), await getLocale()];
  const { wordsOf } = problemWords(t, language);
  const query = SalesQuery.safeParse(Object.fromEntries(request.nextUrl.searchParams)).data;
  if (!query) return new Response(t('address_incomplete'), { status: 400 });
  const { tickets, orders } = await serverApi();
  const [viewed, sold] = await Promise.all([tickets.views(query), orders.figures(query)]);
  const [views, figures] = [asMember(viewed, '/sell'), asMember(sold, '/sell')];
  if (!views.ok) return new Response(wordsOf(views.problem), { status: views.problem.status || 502 });
  if (!figures.ok) return new Response(wordsOf(figures.problem), { status: figures.problem.status || 502 });
  const table = conversionTable(conversionRows(views.data, figures.data.conversion), query.timeZone, {
    title: sales('files.conversion'),
    head: {
      from: sales('files.head.from'),
      to: sales('files.head.to'),
      views: sales('files.head.views'),
      placed: sales('files.head.placed'),
      completed: sales('files.head.completed'),
      timeZone: sales('files.head.timeZone'),
    },
  });
  const file = tableFile(table, { name: `conversion-${query.from}-to-${query.to}`, format, language });
  return new Response(streamOf(file.content), {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'no-store',
    },
  });
};

function streamOf(content: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const chunks = content[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}
