import { CircleCheckBig, CircleX, ScanLine, WifiOff } from 'lucide-react';
import { LocalTime } from '@/components/ui/local-time';
import type { Outcome } from './outcome';

const looks = {
  admitted: { icon: CircleCheckBig, title: 'Welcome', classes: 'bg-[#0b6238] text-white' },
  used: { icon: CircleX, title: 'Already used', classes: 'bg-[#a81c16] text-white' },
  refused: { icon: CircleX, title: 'Refused', classes: 'bg-[#a81c16] text-white' },
  unknown: { icon: WifiOff, title: 'Try again', classes: 'bg-warn-soft text-warn' },
};

/** The verdict, in a size that is read at arm's length. It keeps its height, so that nothing jumps under the thumb. */
export function Result({ outcome, busy }: { outcome: Outcome | undefined; busy: boolean }) {
  const look = outcome && looks[outcome.kind];
  const Icon = look?.icon ?? ScanLine;
  return (
    <section
      role="alert"
      data-outcome={outcome?.kind}
      className={`flex min-h-56 flex-col items-center justify-center rounded-2xl p-6 text-center ${look?.classes ?? 'border-2 border-dashed border-edge text-muted'}`}
    >
      <Icon aria-hidden className="size-16" strokeWidth={1.75} />
      <p className="headline mt-3 text-5xl">{look?.title ?? (busy ? 'Checking…' : 'Ready')}</p>
      <p className="mt-2 min-h-14 text-xl font-semibold">
        {!outcome && !busy && 'Scan the next code'}
        {outcome && 'text' in outcome && outcome.text}
        {outcome && 'at' in outcome && (
          <span className="block">
            {outcome.kind === 'used' ? 'First used ' : 'Let in '}
            <LocalTime instant={outcome.at} style="stamp" />
          </span>
        )}
        {outcome?.kind === 'admitted' && outcome.offline && (
          <span className="block text-base">Without a connection, by the list on this device</span>
        )}
      </p>
    </section>
  );
}
