/** The address of a real engine for tests, which `bin/test` starts. */
export function requireEngine(variable: 'TEST_DATABASE_URL' | 'TEST_NATS_URL' | 'TEST_REDIS_URL'): string {
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set: run the tests through bin/test, which starts the engines`);
  return url;
}
