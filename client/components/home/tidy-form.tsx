'use client';
import Form from 'next/form';
import { type ReactNode, useEffect, useRef } from 'react';
import { comparesPrices, readerCurrency } from '@/lib/reader-currency';

/**
 * A form that leaves what is empty out of the address, and names the reader's currency where prices are compared. Without
 * scripts it is the plain form that it looks like.
 */
export function TidyForm({ className, children }: { className: string; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const tidy = ({ formData }: FormDataEvent) => {
      for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
      if (!formData.has('currency') && comparesPrices(Object.fromEntries(formData))) {
        formData.set('currency', readerCurrency(navigator.language));
      }
    };
    const element = form.current;
    element?.addEventListener('formdata', tidy);
    return () => element?.removeEventListener('formdata', tidy);
  }, []);

  return (
    <Form ref={form} action="/" prefetch={false} className={className}>
      {children}
    </Form>
  );
}
