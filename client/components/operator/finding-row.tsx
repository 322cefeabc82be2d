import type { FindingView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';

/** What became of a finding so far, by the name of its words, and its colours. */
export function findingState({ closedAt, acknowledgedAt, lasting }: FindingView) {
  if (closedAt && !lasting) return { name: 'right', classes: 'bg-good-soft text-good' } as const;
  if (acknowledgedAt) return { name: 'acknowledged', classes: 'bg-sunken text-ink' } as const;
  return { name: 'open', classes: 'bg-bad-soft text-bad' } as const;
}

/** A finding in a list, which leads to all that is known of it. */
export function FindingRow({ finding }: { finding: FindingView }) {
  const t = useTranslations('operator');
  const state = findingState(finding);
  return (
    <article className="card relative px-5 py-4 hover:bg-sunken">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <span className={`rounded-full px-2.5 py-0.5 font-semibold ${state.classes}`}>{t(`state.${state.name}`)}</span>
        <Time instant={finding.openedAt} style="stamp" />
        <span>{t(`finding.about.${finding.orderId ? 'order' : finding.ticketId ? 'listing' : 'whole'}`)}</span>
      </div>
      <h3 className="mt-2 font-semibold">
        <Link href={`/operator/findings/${finding.id}`} className="after:absolute after:inset-0">
          {finding.words}
        </Link>
      </h3>
    </article>
  );
}
