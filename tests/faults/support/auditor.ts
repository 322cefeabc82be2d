import { PromisesView } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { bodyOf } from '../../system/support/http.ts';
import { newcomer } from '../../system/support/people.ts';

/** What the continuous auditor shows its operators: a second opinion, for it looks at events alone. */
export async function readPromises(): Promise<PromisesView> {
  const operator = await newcomer('operator');
  return PromisesView.parse(bodyOf(await operator.send('GET', '/api/audit/promises'), 200));
}

/** Waits until the auditor is of this colour; fails with what it says instead. */
export const untilAuditorIs = (status: PromisesView['status'], withinMs: number): Promise<void> =>
  eventually(
    async () => {
      const view = await readPromises();
      if (view.status === status) return;
      const broken = view.promises.filter(({ open }) => open > 0);
      throw new Error(`the auditor is ${view.status}, ${view.lagSeconds} s behind: ${JSON.stringify(broken)}`);
    },
    withinMs,
    250,
  );
