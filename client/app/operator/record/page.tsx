import { getTranslations } from 'next-intl/server';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { RecordList } from '@/components/operator/record-list';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { readRecord } from '@/lib/api/record';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith } from '@/lib/paths';

export async function generateMetadata() {
  const t = await getTranslations('operator.record');
  return { title: t('title'), robots: { index: false } };
}

export default async function OperatorRecord({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await operatorOnly();
  const t = await getTranslations('operator.record');
  const { before } = await searchParams;
  const cursor = typeof before === 'string' ? before : undefined;
  const { entries, next, problem } = await readRecord({ before: cursor });
  const path = '/operator/record';
  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      <OperatorNav here={path} />
      {problem && <OutOfOrder what="lookup" problem={problem} />}
      {(!problem || entries.length > 0) && <RecordList entries={entries} />}
      <Pager first={cursor && path} next={next && pathWith(path, { before: next })} />
    </Page>
  );
}
