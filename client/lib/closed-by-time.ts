import { type EventTimes, phaseAt, type Schedule, salesOverAt } from '@frontrow/common/contracts';

export type Closed = 'over' | 'ended';

/** Why nothing more is sold of an event whatever its seller wants: it is over, or its sales are; undefined as long as neither. */
export function closedByTime(event: EventTimes & Pick<Schedule, 'salesEndAt'>, now: Date): Closed | undefined {
  if (phaseAt(event, now) === 'over') return 'over';
  const end = salesOverAt(event);
  return end && end <= now ? 'ended' : undefined;
}
