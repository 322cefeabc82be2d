'use client';
import type { Language } from '@frontrow/common/contracts';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SelectField, Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { asLocale, locales } from '@/i18n/locales';
import { browserApi } from '@/lib/api/browser';
import { rememberLanguage } from '@/lib/language-cookie';

/** The language that a member is written to in; pages here are in it from then on, too. */
export function LanguageForm({ language }: { language: Language }) {
  const t = useTranslations('account.language');
  const router = useRouter();
  const [isSaved, setSaved] = useState(false);
  return (
    <Form
      fields={['language']}
      submit={({ language: chosen }) => {
        setSaved(false);
        return browserApi.users.chooseLanguage(asLocale(chosen) ?? language);
      }}
      done={({ currentUser }) => {
        rememberLanguage(currentUser.language);
        setSaved(true);
        router.refresh();
      }}
    >
      <SelectField name="language" label={t('label')} defaultValue={language} className="input w-auto!">
        {Object.entries(locales).map(([locale, { name }]) => (
          <option key={locale} value={locale} lang={locale}>
            {name}
          </option>
        ))}
      </SelectField>
      <div role="status" className="empty:hidden">
        {isSaved && <Notice kind="good">{t('saved')}</Notice>}
      </div>
      <Submit className="button-quiet">{t('button')}</Submit>
    </Form>
  );
}
