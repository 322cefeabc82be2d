import { eventually } from '@frontrow/common/testing';
import { ports } from '../../system/support/instance.ts';
import { newcomer } from '../../system/support/people.ts';

interface Promises {
  promises: { name: string; kept: boolean; broken?: unknown[] }[];
}

/**
 * What the continuous auditor says is broken, once it has heard everything; it looks at events alone, so it is a second
 * opinion. A stack without that service has nothing to say.
 */
export async function auditorsComplaints(): Promise<string[]> {
  if (!('audit' in ports)) return [];
  const operator = await newcomer('operator');
  try {
    return await eventually(
      async () => {
        const { status, body } = await operator.send('GET', '/api/audit/promises');
        if (status !== 200) throw new Error(`the auditor answers ${status}`);
        const broken = (body as Promises).promises.filter(({ kept }) => !kept);
        if (broken.length > 0) throw new Error(JSON.stringify(broken));
        return [];
      },
      30_000,
      500,
    );
  } catch (error) {
    return [(error as Error).message];
  }
}
