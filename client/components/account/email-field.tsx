import { useTranslations } from 'next-intl';
import { TextField } from '@/components/forms/field';

/** The address of an account, as browsers and password managers know such a field. */
export function EmailField() {
  const t = useTranslations('account');
  return (
    <TextField
      name="email"
      label={t('email')}
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
    />
  );
}
