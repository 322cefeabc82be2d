'use client';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { Notice } from '@/components/ui/notice';

const Told = createContext(() => {});

/** What is called once an address was confirmed in here. */
export const useConfirmed = () => useContext(Told);

/**
 * Says in the place of what asked for it that an address was confirmed, and takes the focus there. What asked is gone by then
 * for the server, so this stays where that was.
 */
export function Confirmed({ words, className, children }: { words: string; className: string; children: ReactNode }) {
  const [isDone, setDone] = useState(false);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isDone) note.current?.focus();
  }, [isDone]);
  if (!isDone) return <Told value={() => setDone(true)}>{children}</Told>;
  return (
    <div ref={note} role="status" tabIndex={-1} className={`no-print outline-none ${className}`}>
      <Notice kind="good">{words}</Notice>
    </div>
  );
}
