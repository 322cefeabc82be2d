import { useId } from 'react';

interface Props {
  label: string;
  autoComplete: string;
  placeholder: string;
  value: string;
  error: string | undefined;
  change: (text: string) => void;
  className?: string;
}

/** A field of the card form: digits, in the groups that are printed on the card. */
export function CardInput({ label, autoComplete, placeholder, value, error, change, className = '' }: Props) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-semibold">
        {label}
      </label>
      <input
        id={id}
        inputMode="numeric"
        autoComplete={autoComplete}
        placeholder={placeholder}
        value={value}
        onChange={(event) => change(event.target.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className="input figures text-lg"
      />
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-sm font-semibold text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
