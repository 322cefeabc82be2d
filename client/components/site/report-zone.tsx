'use client';
import { useEffect } from 'react';

const YEAR = 31_536_000;

/** Tells the server the browser's time zone, so that from the next page on times arrive in it already. */
export function ReportZone() {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every supported browser.
    document.cookie = `zone=${timeZone}; path=/; max-age=${YEAR}; samesite=lax`;
  }, []);
  return null;
}
