'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Submit, TextArea } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { setStaff } from '@/lib/api/staff';

/** Who looks after the door, and who was asked to; the field is all of them. */
export function StaffForm({ id, staff, invited }: { id: string; staff: string[]; invited: string[] }) {
  const t = useTranslations('selling');
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  return (
    <>
      {staff.length + invited.length > 0 && (
        <ul className="mb-6 divide-y divide-line">
          {staff.map((email) => (
            <Member key={email} email={email} state={t('staff.accepted')} good />
          ))}
          {invited.map((email) => (
            <Member key={email} email={email} state={t('staff.invited')} />
          ))}
        </ul>
      )}
      <Form
        fields={['emails']}
        submit={async ({ emails = '' }) => {
          setSaved(false);
          const answer = await setStaff(id, emails.split(/[\s,;]+/).filter(Boolean));
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
          defaultValue={[...staff, ...invited].join('\n')}
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
    </>
  );
}

function Member({ email, state, good = false }: { email: string; state: string; good?: boolean }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <bdi className="min-w-0 break-all">{email}</bdi>
      <span
        className={`rounded-full px-2 py-0.5 text-sm ${good ? 'bg-good-soft text-good' : 'bg-warn-soft text-warn'}`}
      >
        {state}
      </span>
    </li>
  );
}
