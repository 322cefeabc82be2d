'use client';
import type { OrganiserFields } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { browserApi } from '@/lib/api/browser';

/** How a seller is named at their events, and where they may be asked. */
export function OrganiserForm({ organiser }: { organiser: OrganiserFields }) {
  const t = useTranslations('account.organiser');
  const [saved, setSaved] = useState<OrganiserFields>();
  const { name, contact } = saved ?? organiser;
  return (
    <Form
      // What was kept may be written in another way than it was typed.
      key={contact}
      fields={['name', 'contact']}
      submit={({ name = '', contact = '' }) => {
        setSaved(undefined);
        return browserApi.tickets.introduce({ name, contact });
      }}
      done={setSaved}
    >
      <TextField
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        defaultValue={name}
        maxLength={60}
        autoComplete="organization"
      />
      <TextField
        name="contact"
        label={t('contact')}
        hint={t('contactHint')}
        defaultValue={contact}
        maxLength={200}
        autoComplete="off"
        inputMode="email"
        spellCheck={false}
      />
      <div role="status" className="empty:hidden">
        {saved && <Notice kind="good">{t('saved')}</Notice>}
      </div>
      <Submit className="button-quiet">{t('button')}</Submit>
    </Form>
  );
}
