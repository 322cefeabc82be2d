'use client';
import {
  type EventPhase,
  type EventTimes,
  overAt,
  phaseAt,
  type Schedule,
  salesOverAt,
} from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { type Closed, closedByTime } from '@/lib/closed-by-time';
import { useAsOf } from './as-of';

/** Where an event stands by the reader's clock, as time goes on. */
export const usePhase = (event: EventTimes): EventPhase => phaseAt(event, useAsOf([event.startsAt, overAt(event)]));

/** Why nothing more is sold of an event, as far as time decides. */
export const useClosed = (event: EventTimes & Pick<Schedule, 'salesEndAt'>): Closed | undefined =>
  closedByTime(event, useAsOf([salesOverAt(event), overAt(event)]));

interface Props {
  event: EventTimes;
  /** Whether to say also that it is over: not where that is said beside it. */
  over?: boolean;
  className?: string;
}

/** That an event is on now, or over; nothing of one to come. */
export function PhaseBadge({ event, over = true, className = '' }: Props) {
  const [t, phase] = [useTranslations('ui.time'), usePhase(event)];
  if (phase === 'running') return <span className={`badge badge-now ${className}`}>{t('running')}</span>;
  return phase === 'over' && over ? <span className={`badge badge-gone ${className}`}>{t('over')}</span> : null;
}
