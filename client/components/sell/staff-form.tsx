'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Submit, TextArea } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { browserApi } from '@/lib/api/browser';

export function StaffForm({ id, staff }: { id: string; staff: string[] }) {
  const t = useTranslations('selling');
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  return (
    <Form
      fields={['emails']}
      submit={async ({ emails = '' }) => {
        setSaved(false);
        const answer = await browserApi.tickets.setStaff(id, emails.split(/[\s,;]+/).filter(Boolean));
        if (answer.ok) return answer;
        // `emails.2` is about the one text field that all of them are typed in.
        const errors = answer.problem.errors.map((error) =>
          error.field?.startsWith('emails') ? { ...error, field: 'emails' } : error,
        );
        return { ok: false, problem: { ...answer.problem, errors } };
      }}
      done={() => {
        setSaved(true);
        router.refresh();
      }}
    >
      <TextArea
        name="emails"
        label={t('staff.label')}
        defaultValue={staff.join('\n')}
        rows={3}
        className="input min-h-24!"
        placeholder="door@example.com"
        hint={t('staff.hint')}
        autoCapitalize="none"
        spellCheck={false}
      />
      <div role="status" className="empty:hidden">
        {saved && <Notice kind="good">{t('saved')}</Notice>}
      </div>
      <Submit className="button-quiet">{t('staff.button')}</Submit>
    </Form>
  );
}
