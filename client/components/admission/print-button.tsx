'use client';
import { Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Prints the ticket, or all tickets of the order, that it stands in. */
export function PrintButton({ what }: { what: 'ticket' | 'tickets' }) {
  const t = useTranslations('ui.print');
  return (
    <button
      type="button"
      onClick={(event) => print(event.currentTarget.closest('.printable'))}
      className="no-print link inline-flex min-h-8 items-center gap-1.5"
    >
      <Printer aria-hidden className="size-4.5" />
      {t(what)}
    </button>
  );
}

/** The style sheet leaves out of print what is not in the one that is marked. */
function print(chosen: Element | null) {
  chosen?.setAttribute('data-print', 'this');
  window.addEventListener('afterprint', () => chosen?.removeAttribute('data-print'), { once: true });
  window.print();
}
