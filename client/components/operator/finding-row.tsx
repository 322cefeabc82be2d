import type { FindingView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { Time } from '@/components/ui/time';

/** What became of a finding so far. */
export function findingState({ closedAt, acknowledgedAt, lasting }: FindingView): { words: string; classes: string } {
  if (closedAt && !lasting) return { words: 'Right again', classes: 'bg-good-soft text-good' };
  if (acknowledgedAt) return { words: 'Acknowledged', classes: 'bg-sunken text-ink' };
  return { words: 'Open', classes: 'bg-bad-soft text-bad' };
}

/** A finding in a list, which leads to all that is known of it. */
export function FindingRow({ finding }: { finding: FindingView }) {
  const state = findingState(finding);
  return (
    <article className="card relative px-5 py-4 hover:bg-sunken">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <span className={`rounded-full px-2.5 py-0.5 font-semibold ${state.classes}`}>{state.words}</span>
        <Time instant={finding.openedAt} style="stamp" />
        <span>{finding.orderId ? 'an order' : finding.ticketId ? 'a listing' : 'the whole'}</span>
      </div>
      <h3 className="mt-2 font-semibold break-words">
        <Link href={`/operator/findings/${finding.id}`} className="after:absolute after:inset-0">
          {finding.words}
        </Link>
      </h3>
    </article>
  );
}
