import { wallTime } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { TextField } from '@/components/forms/field';

interface Props {
  name: string;
  label: string;
  event: { startsAt: string | null; timeZone: string } | undefined;
}

/** A date and time as clocks show it where the event is, wherever its seller is. */
export function DateTimeField({ name, label, event }: Props) {
  const t = useTranslations('selling.start');
  const value = event?.startsAt ? wallTime(new Date(event.startsAt), event.timeZone) : '';
  return (
    <TextField key={value} name={name} label={label} type="datetime-local" defaultValue={value} hint={t('hint')} />
  );
}
