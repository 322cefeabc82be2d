import { Activity, CircleAlert, CircleCheck, CircleHelp, type LucideIcon, TrendingUp } from 'lucide-react';
import type { State } from '@/lib/backlog';

const bad = { icon: CircleAlert, classes: 'bg-bad-soft text-bad' };

/** The sign and the colours of each state; its words always stand beside them. */
export const looks: Record<State, { icon: LucideIcon; classes: string }> = {
  silent: bad,
  cut_off: bad,
  stuck: bad,
  growing: { icon: TrendingUp, classes: 'bg-warn-soft text-warn' },
  partial: { icon: CircleHelp, classes: 'bg-warn-soft text-warn' },
  gave_up: bad,
  unread: { icon: CircleHelp, classes: 'bg-sunken text-ink' },
  busy: { icon: Activity, classes: 'bg-sunken text-ink' },
  idle: { icon: CircleCheck, classes: 'bg-good-soft text-good' },
};
