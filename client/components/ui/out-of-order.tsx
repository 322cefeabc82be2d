import { getTranslations } from 'next-intl/server';
import type { Messages } from '@/i18n/messages';
import type { ApiProblem } from '@/lib/api/result';
import { Notice } from './notice';
import { Retry } from './retry';

type What = keyof Messages['site']['unavailable'];

/** One part of a page whose service does not answer. The rest of the page goes on without it. */
export async function OutOfOrder({ what, problem }: { what: What; problem: ApiProblem }) {
  const t = await getTranslations('site');
  const busy = problem.status === 429;
  return (
    <Notice kind="warn" title={t(`unavailable.${what}`)}>
      <p>{t(busy ? 'outOfOrder.busy' : 'outOfOrder.soon')}</p>
      <Retry />
    </Notice>
  );
}
