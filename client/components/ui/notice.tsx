import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const looks = {
  info: { icon: Info, classes: 'bg-sunken text-ink' },
  good: { icon: CircleCheck, classes: 'bg-good-soft text-good' },
  warn: { icon: TriangleAlert, classes: 'bg-warn-soft text-warn' },
  bad: { icon: CircleAlert, classes: 'bg-bad-soft text-bad' },
};

/** A short message in its colour and with a sign, so that colour alone never carries the meaning. */
export function Notice({ kind, title, children }: { kind: keyof typeof looks; title?: string; children?: ReactNode }) {
  const { icon: Icon, classes } = looks[kind];
  return (
    <div className={`flex gap-3 rounded-xl p-4 ${classes}`}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 grow [&_.link]:text-current">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
