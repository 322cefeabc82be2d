import type { ApiProblem } from '@/lib/api/result';
import { Notice } from './notice';
import { Retry } from './retry';

/** One part of a page whose service does not answer. The rest of the page goes on without it. */
export function OutOfOrder({ what, problem }: { what: string; problem: ApiProblem }) {
  const busy = problem.status === 429;
  return (
    <Notice kind="warn" title={`${what} cannot be shown right now.`}>
      <p>
        {busy ? 'There were too many requests from here. Wait a moment.' : 'Nothing is lost: it will be back shortly.'}
      </p>
      <Retry />
    </Notice>
  );
}
