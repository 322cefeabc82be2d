'use client';
import type { AddedFactorView, TotpSecretView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { QrCode } from '@/components/admission/qr-code';
import { Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { accountApi } from '@/lib/api/account-browser';
import { CodeField } from './code-field';
import { useStepUp } from './step-up';

interface Props {
  secret: TotpSecretView;
  added: (answer: AddedFactorView) => void;
}

/** The secret as a QR code and for typing; it counts once the app has given its first code. */
export function AppSetUp({ secret: { secret, uri }, added }: Props) {
  const t = useTranslations('security.app');
  const { run } = useStepUp();
  return (
    <div className="space-y-5">
      <p>{t('scan')}</p>
      <QrCode code={uri} label={t('qrCode')} className="mx-auto w-56 rounded-xl border border-line" />
      <dl>
        <dt className="font-semibold">{t('secret')}</dt>
        <dd className="mt-1.5 rounded-xl bg-sunken p-3 font-mono break-words select-all">{inGroups(secret)}</dd>
      </dl>
      <Form fields={['code']} submit={({ code = '' }) => run(() => accountApi.confirmApp({ code }))} done={added}>
        <CodeField />
        <Submit className="button-primary">{t('confirm')}</Submit>
      </Form>
    </div>
  );
}

/** Apps ignore the spaces, and eyes need them. */
const inGroups = (secret: string) => secret.replaceAll(/.{4}(?=.)/g, '$& ');
