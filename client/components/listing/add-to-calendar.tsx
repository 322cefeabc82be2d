import { CalendarPlus } from 'lucide-react';
import { calendarPath } from '@/lib/links';

/** A file, so a plain link: the browser hands it to the reader's calendar. */
export const AddToCalendar = ({
  event,
  className = '',
}: {
  event: { id: string; title: string };
  className?: string;
}) => (
  <a href={calendarPath(event.id)} className={`link inline-flex min-h-8 items-center gap-1.5 ${className}`}>
    <CalendarPlus aria-hidden className="size-4.5 shrink-0" />
    Add to calendar<span className="sr-only"> for {event.title}</span>
  </a>
);
