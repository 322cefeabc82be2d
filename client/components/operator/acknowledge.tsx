'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Submit, TextArea } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { browserApi } from '@/lib/api/browser';

/** What an operator says of a finding; from then on it alarms no more. */
export function Acknowledge({ id }: { id: string }) {
  const t = useTranslations('operator.acknowledge');
  const router = useRouter();
  return (
    <div className="card p-5">
      <Form fields={['note']} submit={({ note = '' }) => browserApi.audit.acknowledge(id, note)} done={router.refresh}>
        <TextArea name="note" label={t('label')} hint={t('hint')} maxLength={1000} />
        <Submit className="button-primary">{t('button')}</Submit>
      </Form>
    </div>
  );
}
