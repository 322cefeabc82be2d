'use client';
import { useTranslations } from 'next-intl';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useFieldError, useForm } from './form';

interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
}

/** A label, a control, its hint and its error, tied together for assistive technology. */
export function Labelled({
  name,
  label,
  hint,
  children,
}: FieldProps & { children: (control: Record<string, unknown>) => ReactNode }) {
  const id = useId();
  const error = useFieldError(name, label);
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-semibold">
        {label}
      </label>
      {children({ id, name, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined })}
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm font-semibold text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

export const TextField = ({ name, label, hint, ...input }: FieldProps & ComponentProps<'input'>) => (
  <Labelled name={name} label={label} hint={hint}>
    {(control) => <input type="text" className="input" {...input} {...control} />}
  </Labelled>
);

export const TextArea = ({ name, label, hint, ...input }: FieldProps & ComponentProps<'textarea'>) => (
  <Labelled name={name} label={label} hint={hint}>
    {(control) => <textarea className="input" {...input} {...control} />}
  </Labelled>
);

export const SelectField = ({ name, label, hint, children, ...input }: FieldProps & ComponentProps<'select'>) => (
  <Labelled name={name} label={label} hint={hint}>
    {(control) => (
      <select className="input" {...input} {...control}>
        {children}
      </select>
    )}
  </Labelled>
);

/** A box beside its label; the whole line can be pressed. */
export const CheckBox = ({
  name,
  label,
  className = '',
  ...input
}: Omit<FieldProps, 'hint'> & ComponentProps<'input'>) => (
  <label className={`flex min-h-11 w-fit items-center gap-3 font-semibold ${className}`}>
    <input type="checkbox" name={name} className="size-5 shrink-0 accent-brand" {...input} />
    {label}
  </label>
);

export function Submit({
  children,
  className = 'button-primary w-full button-large',
  waits = false,
}: {
  children: ReactNode;
  className?: string;
  /** Something that belongs to what was sent is still under way. */
  waits?: boolean;
}) {
  const t = useTranslations('ui.form');
  const pending = useForm().pending || waits;
  const hydrated = useHydrated();
  return (
    <button type="submit" disabled={pending || !hydrated} className={`button ${className}`}>
      {pending ? t('wait') : children}
    </button>
  );
}
