'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { browserApi } from '@/lib/api/browser';

/** What a member is called on tickets and at the door, if they want to be. */
export function NameForm({ name }: { name: string | null }) {
  const t = useTranslations('account.holder');
  const router = useRouter();
  const [isSaved, setSaved] = useState(false);
  return (
    <Form
      fields={['name']}
      submit={({ name: chosen = '' }) => {
        setSaved(false);
        return browserApi.users.chooseName(chosen);
      }}
      done={() => {
        setSaved(true);
        router.refresh();
      }}
    >
      <TextField
        name="name"
        label={t('label')}
        hint={t('hint')}
        defaultValue={name ?? ''}
        autoComplete="name"
        dir="auto"
      />
      <div role="status" className="empty:hidden">
        {isSaved && <Notice kind="good">{t('saved')}</Notice>}
      </div>
      <Submit className="button-quiet">{t('button')}</Submit>
    </Form>
  );
}
