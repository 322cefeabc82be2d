'use client';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { Labelled } from '@/components/forms/field';
import { useHydrated } from '@/components/ui/use-hydrated';

type Props = Omit<ComponentProps<typeof Labelled>, 'children'> & ComponentProps<'input'>;

/** A password, which can be looked at while it is typed. */
export function PasswordField({ name, label, hint, ...input }: Props) {
  const t = useTranslations('ui.password');
  const hydrated = useHydrated();
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Labelled name={name} label={label} hint={hint}>
      {(control) => (
        <div className="relative">
          <input
            type={isShown ? 'text' : 'password'}
            className="input pr-12"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            {...input}
            {...control}
          />
          {hydrated && (
            <button
              type="button"
              aria-label={t('show')}
              aria-pressed={isShown}
              aria-controls={String(control.id)}
              onClick={() => setShown(!isShown)}
              className="absolute inset-y-0 right-0 flex w-12 items-center justify-center rounded-xl text-muted hover:text-ink"
            >
              <Icon aria-hidden className="size-5" />
            </button>
          )}
        </div>
      )}
    </Labelled>
  );
}
