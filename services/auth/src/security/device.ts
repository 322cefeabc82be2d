import bowser from 'bowser';

/** What a browser says it is and runs on; null where it does not say. */
export interface Device {
  browser: string | null;
  system: string | null;
}

/** Reads a device off the header `User-Agent`. Anybody can send any: it is for showing, and decides nothing. */
export function deviceOf(userAgent: string): Device {
  if (userAgent.trim() === '') return { browser: null, system: null };
  const { browser, os } = bowser.parse(userAgent);
  return { browser: browser.name || null, system: os.name || null };
}
