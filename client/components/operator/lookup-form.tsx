import type { ReactNode } from 'react';

interface Props {
  /** The page that shows what is found. */
  action: string;
  /** The id of the one field. */
  field: string;
  label: string;
  button: string;
  children: ReactNode;
}

/** One field that asks for something by its address, so that what was found can be bookmarked; it needs no scripts. */
export const LookupForm = ({ action, field, label, button, children }: Props) => (
  <form action={action} className="card flex flex-wrap items-end gap-3 p-5">
    <div className="min-w-0 grow">
      <label htmlFor={field} className="mb-1.5 block font-semibold">
        {label}
      </label>
      {children}
    </div>
    <button type="submit" className="button button-primary">
      {button}
    </button>
  </form>
);
