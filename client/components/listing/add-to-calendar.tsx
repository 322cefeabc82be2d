import { isolated } from '@frontrow/common/contracts';
import { CalendarPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { calendarPath } from '@/lib/links';

interface Props {
  event: { id: string; title: string };
  className?: string;
}

/** A file, so a plain link: the browser hands it to the reader's calendar. */
export function AddToCalendar({ event, className = '' }: Props) {
  const t = useTranslations('event.calendar');
  return (
    <a href={calendarPath(event.id)} className={`link flex min-h-8 w-fit items-center gap-1.5 ${className}`}>
      <CalendarPlus aria-hidden className="size-4.5 shrink-0" />
      <span>
        {t.rich('add', { title: isolated(event.title), for: (words) => <span className="sr-only">{words}</span> })}
      </span>
    </a>
  );
}
