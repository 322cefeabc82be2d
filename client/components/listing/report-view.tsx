'use client';
import { useEffect } from 'react';
import { browserApi } from '@/lib/api/browser';

/** Tells once per browser session that someone looks at a listing; nothing about them. Robots without scripts do not. */
export function ReportView({ ticketId }: { ticketId: string }) {
  useEffect(() => {
    const name = `viewed ${ticketId}`;
    try {
      if (sessionStorage.getItem(name)) return;
      sessionStorage.setItem(name, 'yes');
    } catch {
      // Nothing may be kept in this browser: then every look counts.
    }
    browserApi.tickets.reportView(ticketId);
  }, [ticketId]);
  return null;
}
