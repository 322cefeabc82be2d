import { FindingView, PromisesView } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { z } from 'zod';
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

/** Waits until the auditor has found something wrong with one of these orders or listings, and is red. */
export const untilAuditorFinds = (ids: string[], withinMs: number): Promise<void> =>
  eventually(
    async () => {
      const operator = await newcomer('operator');
      const path = '/api/audit/findings?open=true&limit=100';
      const findings = z.array(FindingView).parse(bodyOf(await operator.send('GET', path), 200));
      const isAbout = ({ orderId, ticketId }: FindingView) => [orderId, ticketId].some((id) => id && ids.includes(id));
      if (findings.some(isAbout) && (await readPromises()).status === 'red') return;
      throw new Error(`the auditor found ${JSON.stringify(findings.map(({ words }) => words))}`);
    },
    withinMs,
    250,
  );
