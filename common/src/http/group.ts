export interface GroupOptions {
  /** Keys that are loaded together at most. */
  most?: number;
  /** Loads that go on at the same time at most. */
  sideBySide?: number;
}

interface Asked<Value> {
  key: string;
  answer: Promise<Value | undefined>;
  resolve(value: Value | undefined): void;
  reject(error: unknown): void;
}

/**
 * Loads things by their keys, together for all who ask at the same time: who comes while loads are under way is in the next
 * one, so nobody gets what is older than the question, and who asks for the same thing shares it. There is no waiting beyond
 * that. Resolves to undefined for what the load did not find; a load that fails fails for all who were in it.
 */
export function loadInGroups<Value>(
  load: (keys: string[]) => Promise<Map<string, Value>>,
  { most = 500, sideBySide = 1 }: GroupOptions = {},
): (key: string) => Promise<Value | undefined> {
  const waiting = new Map<string, Asked<Value>>();
  let underWay = 0;

  async function run(): Promise<void> {
    underWay += 1;
    await undefined; // who asks in this turn of the event loop is in the first group
    while (waiting.size > 0) {
      const group = [...waiting.values()].slice(0, most);
      for (const { key } of group) waiting.delete(key);
      try {
        const found = await load(group.map(({ key }) => key));
        for (const { key, resolve } of group) resolve(found.get(key));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    underWay -= 1;
  }

  function ask(key: string): Asked<Value> {
    const asked = { key } as Asked<Value>;
    asked.answer = new Promise((resolve, reject) => Object.assign(asked, { resolve, reject }));
    waiting.set(key, asked);
    if (underWay < sideBySide) void run();
    return asked;
  }

  return (key) => (waiting.get(key) ?? ask(key)).answer;
}

/**
 * Loads something by its key once for all who ask at the same time. One load of a key goes on at a time; who comes meanwhile
 * shares the next, so nobody gets what is older than the question. Different keys do not wait for each other.
 */
export function shared<Value>(load: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const underWay = new Map<string, Promise<Value>>();
  const next = new Map<string, Promise<Value>>();

  function start(key: string): Promise<Value> {
    const loading = load(key).finally(() => underWay.delete(key));
    underWay.set(key, loading);
    return loading;
  }

  function follow(key: string, before: Promise<Value>): Promise<Value> {
    const following = before
      .catch(() => {})
      .then(() => {
        next.delete(key);
        return start(key);
      });
    next.set(key, following);
    return following;
  }

  return (key) => {
    const before = underWay.get(key);
    return before ? (next.get(key) ?? follow(key, before)) : start(key);
  };
}
