import type { AuditStatus, PromisesView } from '@frontrow/common/contracts';
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import { Time } from '@/components/ui/time';

const looks: Record<AuditStatus, { icon: typeof CircleCheck; classes: string; title: string }> = {
  green: { icon: CircleCheck, classes: 'bg-good-soft text-good', title: 'Every promise is kept' },
  red: { icon: CircleAlert, classes: 'bg-bad-soft text-bad', title: 'A promise is broken' },
  blind: { icon: CircleHelp, classes: 'bg-warn-soft text-warn', title: 'The auditor cannot hear' },
};

/** How things stand, in one line, and how much was heard to say so. */
export function Standing({ standing }: { standing: PromisesView }) {
  const { icon: Icon, classes, title } = looks[standing.status];
  const open = standing.promises.reduce((sum, promise) => sum + promise.open, 0);
  const figures = {
    'Events heard': standing.eventsHeard.toLocaleString('en'),
    'Behind the bus by': lagWords(standing.lagSeconds),
    'Open findings': open.toLocaleString('en'),
  };
  return (
    <section aria-label="How things stand" className={`rounded-2xl p-5 sm:p-7 ${classes}`}>
      <div role="status" className="flex items-center gap-4">
        <Icon aria-hidden className="size-10 shrink-0 sm:size-12" />
        <div>
          <p className="headline text-4xl sm:text-5xl">{title}</p>
          {standing.status === 'blind' && (
            <p className="mt-1">What it last saw was in order, but it has not heard everything since.</p>
          )}
        </div>
      </div>
      <dl className="mt-6 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        {Object.entries(figures).map(([name, value]) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-sm">{name}</dt>
            <dd className="figures text-2xl font-semibold">{value}</dd>
          </div>
        ))}
        <div className="flex flex-col-reverse">
          <dt className="text-sm">Looked at</dt>
          <dd className="figures font-semibold">
            <Time instant={standing.checkedAt} style="stamp" />
          </dd>
        </div>
      </dl>
    </section>
  );
}

function lagWords(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
