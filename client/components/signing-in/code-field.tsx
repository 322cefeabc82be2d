import { TOTP_DIGITS } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { TextField } from '@/components/forms/field';

/** The code that an authenticator app shows; browsers and phones fill it in. */
export function CodeField() {
  const t = useTranslations('security.code');
  return (
    <TextField
      name="code"
      label={t('label', { digits: TOTP_DIGITS })}
      hint={t('hint')}
      className="input figures"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      required
    />
  );
}
