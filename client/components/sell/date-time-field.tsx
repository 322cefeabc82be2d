import { wallTime } from '@frontrow/common/contracts';
import { TextField } from '@/components/forms/field';
import type { TimeField } from '@/lib/wall-time';

interface Props {
  name: TimeField;
  label: string;
  hint?: string;
  event: ({ timeZone: string } & Record<TimeField, string | null>) | undefined;
}

/** A date and time as clocks show it where the event is, wherever its seller is. */
export function DateTimeField({ name, label, hint, event }: Props) {
  const instant = event?.[name];
  const value = event && instant ? wallTime(new Date(instant), event.timeZone) : '';
  return <TextField key={value} name={name} label={label} type="datetime-local" defaultValue={value} hint={hint} />;
}
