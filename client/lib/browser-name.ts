const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'macOS'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
];

/** What a User-Agent tells: enough to know one's own devices apart. */
export function readBrowser(userAgent: string) {
  const first = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  return { browser: first(browsers), system: first(systems), phone: /Mobi|iPhone|Android/.test(userAgent) };
}

/** `Firefox on Linux`: what a device calls itself to the API, which keeps it for people of any language. */
export function nameBrowser(userAgent: string): string {
  const { browser, system } = readBrowser(userAgent);
  return [browser, system].filter(Boolean).join(' on ') || userAgent.slice(0, 60) || 'Unknown browser';
}
