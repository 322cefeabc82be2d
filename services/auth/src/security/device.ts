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
  return { browser: known(BROWSERS, browser.name), system: known(SYSTEMS, os.name) };
}

const BROWSERS = new Set(Object.values(bowser.BROWSER_MAP));
const SYSTEMS = new Set(Object.values(bowser.OS_MAP));

// What is not known is called what the header says, which would put anybody's words into mails.
const known = (names: Set<string>, name: string | undefined) => (name && names.has(name) ? name : null);
