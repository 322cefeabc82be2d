import { getTranslations } from 'next-intl/server';
import { LookupForm } from '@/components/operator/lookup-form';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { OrderReport } from '@/components/operator/order-report';
import { WorkInFlight } from '@/components/operator/work-in-flight';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import type { SearchParams } from '@/lib/listing-search';

export async function generateMetadata() {
  const t = await getTranslations('operator.order');
  return { title: t('name'), robots: { index: false } };
}

export default async function Operator({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await operatorOnly();
  const t = await getTranslations('operator.order');
  const { order } = await searchParams;
  const name = typeof order === 'string' ? order.trim() : '';

  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      <OperatorNav here="/operator" />
      <LookupForm action="/operator" field="order" label={t('label')} button={t('lookUp')}>
        <input
          id="order"
          name="order"
          defaultValue={name}
          placeholder={t('placeholder')}
          spellCheck={false}
          className="input font-mono text-sm"
        />
      </LookupForm>
      {name ? (
        <OrderReport name={name} />
      ) : (
        <Words areas={['operator.work']}>
          <WorkInFlight />
        </Words>
      )}
    </Page>
  );
}
