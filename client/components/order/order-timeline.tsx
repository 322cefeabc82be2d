import { type Currency, formatMoney, type TimelineEntry } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Time } from '@/components/ui/time';
import { serverApi } from '@/lib/api/server';
import { useProblemWords } from '@/lib/problem-words';

/** Everything that happened to an order and why: folded away for buyers, who mostly have what they came for, unless it says what they have to know. */
export async function OrderTimeline({ orderId, open = false }: { orderId: string; open?: boolean }) {
  const t = await getTranslations('order');
  const answer = await (await serverApi()).orders.timeline(orderId);
  return (
    <details open={open} className="no-print mt-12">
      <summary className="w-fit rounded">
        <h2 className="headline inline text-2xl">{t('timeline')}</h2>
      </summary>
      <div className="mt-4">
        {answer.ok ? <Entries entries={answer.data} /> : <OutOfOrder what="history" problem={answer.problem} />}
      </div>
    </details>
  );
}

function Entries({ entries }: { entries: TimelineEntry[] }) {
  const wordsOf = useStepWords();
  return (
    <ol className="border-l-2 border-line">
      {entries.map((entry) => (
        <li key={`${entry.at}${entry.event}${entry.step}`} className="relative pb-5 pl-6 last:pb-0">
          <span
            aria-hidden
            className="absolute top-1.5 -left-[7px] size-3 rounded-full border-2 border-page bg-accent"
          />
          <p className="leading-snug">{wordsOf(entry)}</p>
          <p className="mt-0.5 text-sm text-muted">
            <Time instant={entry.at} style="stamp" />
          </p>
        </li>
      ))}
    </ol>
  );
}

/** The sentence of each step. What one may lack, such as the card, is `none`. */
function useStepWords() {
  const t = useTranslations('order.steps');
  const locale = useLocale();
  const { sentencesOf } = useProblemWords();
  return ({ step, values }: TimelineEntry): string => {
    const { amount, currency, code, message } = values;
    const money = typeof amount === 'number' ? formatMoney(amount, currency as Currency, locale) : '';
    const why = message === undefined ? '' : sentencesOf([{ code: code as string, message: String(message) }]);
    return t(step, {
      brand: '',
      last4: 'none',
      holder: 'none',
      reason: 'none',
      ...values,
      amount: money,
      why,
    } as never).trim();
  };
}
