/** Does something with each item, so many at a time. */
export async function concurrently<T>(atOnce: number, items: T[], work: (item: T, index: number) => Promise<unknown>) {
  const entries = items.entries();
  const lane = async () => {
    for (const [index, item] of entries) await work(item, index);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

export function shuffled<T>(items: T[]): T[] {
  const keyed = items.map((item) => [Math.random(), item] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
}
