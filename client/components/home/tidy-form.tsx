'use client';
import Form from 'next/form';
import { type ReactNode, useEffect, useRef } from 'react';

/** A form that leaves what is empty out of the address. Without scripts it is the plain form that it looks like. */
export function TidyForm({ className, children }: { className: string; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const tidy = ({ formData }: FormDataEvent) => {
      for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
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
