import { CircleCheckBig, CircleX, Clock, ScanLine, Undo2, WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import { sentence } from '@/lib/api/result';
import { useProblemWords } from '@/lib/problem-words';
import type { Outcome, Ticket } from './outcome';

const looks = {
  admitted: { icon: CircleCheckBig, classes: 'bg-[#0b6238] text-white' },
  again: { icon: CircleCheckBig, classes: 'bg-[#0b6238] text-white' },
  early: { icon: Clock, classes: 'bg-spot text-spot-ink' },
  used: { icon: CircleX, classes: 'bg-[#a81c16] text-white' },
  refused: { icon: CircleX, classes: 'bg-[#a81c16] text-white' },
  unknown: { icon: WifiOff, classes: 'bg-warn-soft text-warn' },
  undone: { icon: Undo2, classes: 'bg-sunken text-ink' },
};

/** The verdict, in a size that is read at arm's length. It keeps its height, so that nothing jumps under the thumb. */
export function Result({ outcome, busy }: { outcome: Outcome | undefined; busy: boolean }) {
  const t = useTranslations('door.result');
  const look = outcome && looks[outcome.kind];
  const Icon = look?.icon ?? ScanLine;
  return (
    <section
      role="alert"
      data-outcome={outcome?.kind}
      className={`flex min-h-56 flex-col items-center justify-center rounded-2xl p-6 text-center ${look?.classes ?? 'border-2 border-dashed border-edge text-muted'}`}
    >
      <Icon aria-hidden className="size-16" strokeWidth={1.75} />
      <p className="headline mt-3 text-5xl">{t(outcome?.kind ?? (busy ? 'checking' : 'ready'))}</p>
      <p className="mt-2 min-h-14 text-xl font-semibold">
        {!outcome && !busy && t('next')}
        {outcome && <Why outcome={outcome} />}
        {outcome && 'at' in outcome && (
          <span className="block">
            {t.rich(outcome.kind === 'admitted' ? 'letIn' : 'firstUsed', {
              time: () => <Time instant={outcome.at} style="stamp" />,
            })}
          </span>
        )}
        {outcome?.kind === 'early' && (
          <span className="block">
            {t.rich('countsFrom', { time: () => <Time instant={outcome.from} style="short" /> })}
          </span>
        )}
        {outcome && 'offline' in outcome && <span className="block text-base">{t('offline')}</span>}
      </p>
    </section>
  );
}

/** Which ticket it is, and whose if they have given a name. */
function Whose({ number, of, holder }: Ticket) {
  const t = useTranslations('door.result');
  return (
    <>
      {holder && <bdi className="block wrap-anywhere">{holder}</bdi>}
      {t('ticket', { number, of })}
    </>
  );
}

function Why({ outcome }: { outcome: Outcome }) {
  const t = useTranslations('door');
  const { atField, sentencesOf } = useProblemWords();
  switch (outcome.kind) {
    case 'admitted':
    case 'again':
    case 'early':
      return outcome.ticket ? <Whose {...outcome.ticket} /> : t('result.boughtLater');
    case 'used':
      return null;
    case 'undone':
      return t('result.usable', { number: outcome.ticket.number, of: outcome.ticket.of });
    case 'refused': {
      const { why } = outcome;
      if (typeof why === 'string') return t(`refusals.${why}`);
      return why.field === 'code' ? sentence(atField(why, t('result.thisCode'))) : sentencesOf([why]);
    }
    case 'unknown':
      return t(outcome.signedOut ? 'result.signedOut' : 'result.noAnswer');
  }
}
