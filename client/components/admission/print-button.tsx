'use client';
import { Printer } from 'lucide-react';

export function PrintButton() {
  return (
    <button type="button" onClick={() => window.print()} className="button button-quiet">
      <Printer aria-hidden className="size-5" />
      Print
    </button>
  );
}
