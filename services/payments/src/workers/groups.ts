import { CommitUnknown, isContended, isLockTimeout, isUnavailable } from '@frontrow/common/database';

/** What became of one member of a group: its result, or the error that is its own. */
export type Outcome<R> = { result: R } | { error: unknown };

/**
 * Does something for members that came together, as one commit; those it says nothing of are then done alone. Only then
 * may it wait for what somebody else has locked.
 */
export type DoTogether<T, R> = (members: T[], alone: boolean) => Promise<Map<T, Outcome<R>>>;

interface GroupOptions<T> {
  /** Members of one key are never in the same group: the later one waits for the next. */
  keyOf(member: T): string;
  /** Members of one group at most. */
  atMost: number;
}

interface Waiting<T, R> {
  member: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/** Members that are done alone at a time, so that those which wait leave connections to the groups. */
const ALONE_AT_ONCE = 4;

/**
 * Makes groups of what comes while a group is under way, so that nobody waits for others to come. When a group fails,
 * its members are done alone, in the order of arrival, while the next group goes on. A group whose outcome is not
 * known, or that no database answered, is never tried again: its members are told so.
 */
export function inGroups<T, R>(
  doTogether: DoTogether<T, R>,
  { keyOf, atMost }: GroupOptions<T>,
): (member: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let underWay = false;
  const alone: Waiting<T, R>[] = [];
  let aloneNow = 0;

  async function work() {
    underWay = true;
    await new Promise(setImmediate); // what the same packet brought comes along
    while (waiting.length > 0) await settle(nextGroup(), false);
    underWay = false;
  }

  function nextGroup(): Waiting<T, R>[] {
    const keys = new Set<string>();
    const group: Waiting<T, R>[] = [];
    const rest: Waiting<T, R>[] = [];
    for (const one of waiting) {
      const key = keyOf(one.member);
      const fits = group.length < atMost && !keys.has(key);
      keys.add(key);
      (fits ? group : rest).push(one);
    }
    waiting = rest;
    return group;
  }

  /** Never rejects. */
  async function settle(group: Waiting<T, R>[], isAlone: boolean): Promise<void> {
    let outcomes: Map<T, Outcome<R>>;
    try {
      outcomes = await doTogether(
        group.map(({ member }) => member),
        isAlone,
      );
    } catch (error) {
      const isOnesOwn = !isUnavailable(error) || isLockTimeout(error) || isContended(error);
      if (group.length > 1 && isOnesOwn && !(error instanceof CommitUnknown)) return doAlone(group);
      for (const { reject } of group) reject(error);
      return;
    }
    doAlone(group.filter(({ member }) => !outcomes.has(member)));
    for (const { member, resolve, reject } of group) {
      const outcome = outcomes.get(member);
      if (!outcome) continue;
      if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.result);
    }
  }

  function doAlone(members: Waiting<T, R>[]): void {
    alone.push(...members);
    while (aloneNow < ALONE_AT_ONCE && alone.length > 0) {
      aloneNow += 1;
      void settle([alone.shift()!], true).then(() => {
        aloneNow -= 1;
        doAlone([]);
      });
    }
  }

  return (member) =>
    new Promise((resolve, reject) => {
      waiting.push({ member, resolve, reject });
      if (!underWay) void work();
    });
}
