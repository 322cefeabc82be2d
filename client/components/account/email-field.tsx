import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { TextField } from '@/components/forms/field';

/**
 * The address of an account, as browsers and password managers know such a field. It is no `type="email"`: there browsers
 * write domains of other scripts as `xn--…`, and refuse such letters before the `@`.
 */
export function EmailField({ label, ...input }: { label?: string } & ComponentProps<'input'>) {
  const t = useTranslations('account');
  return (
    <TextField
      name="email"
      label={label ?? t('email')}
      inputMode="email"
      autoComplete="username"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      required
      {...input}
    />
  );
}
