import { getTranslations } from 'next-intl/server';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { readRecord } from '@/lib/api/record';
import { RecordList } from './record-list';

/** What operators did about one listing, account or order. */
export async function RecordOf({ id }: { id: string }) {
  const t = await getTranslations('operator.record');
  const { entries, problem } = await readRecord({ subjectId: id });
  return (
    <section aria-labelledby="record" className="mt-10">
      <h2 id="record" className="headline mb-4 text-2xl">
        {t('title')}
      </h2>
      {problem && <OutOfOrder what="lookup" problem={problem} />}
      {(!problem || entries.length > 0) && <RecordList entries={entries} />}
    </section>
  );
}
