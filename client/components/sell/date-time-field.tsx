'use client';
import { useSyncExternalStore } from 'react';
import { TextField } from '@/components/forms/field';

const never = () => () => {};
const nothing = () => undefined;

/** An instant as `datetime-local` wants it: the browser's own time, no zone. */
function toLocal(instant: string): string {
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A date and time in the seller's own zone, which only the browser knows for sure; so it is filled in there. */
export function DateTimeField({ name, label, instant }: { name: string; label: string; instant: string | null }) {
  const value = useSyncExternalStore(never, () => (instant ? toLocal(instant) : ''), nothing);
  const zone = useSyncExternalStore(never, () => Intl.DateTimeFormat().resolvedOptions().timeZone, nothing);
  return (
    <TextField
      key={value}
      name={name}
      label={label}
      type="datetime-local"
      defaultValue={value}
      hint={`In your time zone${zone ? ` (${zone})` : ''}`}
    />
  );
}
