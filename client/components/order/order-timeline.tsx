import type { TimelineEntry } from '@frontrow/common/contracts';
import { getTranslations } from 'next-intl/server';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Time } from '@/components/ui/time';
import { serverApi } from '@/lib/api/server';

/** Everything that happened to an order and why. */
export async function OrderTimeline({ orderId }: { orderId: string }) {
  const t = await getTranslations('order');
  const answer = await (await serverApi()).orders.timeline(orderId);
  return (
    <section aria-labelledby="timeline" className="no-print mt-12">
      <h2 id="timeline" className="headline text-2xl">
        {t('timeline')}
      </h2>
      <div className="mt-4">
        {answer.ok ? <Entries entries={answer.data} /> : <OutOfOrder what="history" problem={answer.problem} />}
      </div>
    </section>
  );
}

const Entries = ({ entries }: { entries: TimelineEntry[] }) => (
  <ol className="border-l-2 border-line">
    {entries.map(({ at, event, text }) => (
      <li key={`${at}${event}${text}`} className="relative pb-5 pl-6 last:pb-0">
        <span aria-hidden className="absolute top-1.5 -left-[7px] size-3 rounded-full border-2 border-page bg-accent" />
        <p className="leading-snug">{text}</p>
        <p className="mt-0.5 text-sm text-muted">
          <Time instant={at} style="stamp" />
        </p>
      </li>
    ))}
  </ol>
);
