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

/** `Firefox on Linux` from a User-Agent: enough to know one's own devices apart. */
export function describeBrowser(userAgent: string): { name: string; phone: boolean } {
  const first = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser, system] = [first(browsers), first(systems)];
  const name = [browser, system].filter(Boolean).join(' on ') || userAgent.slice(0, 60) || 'Unknown browser';
  return { name, phone: /Mobi|iPhone|Android/.test(userAgent) };
}
