import type { TicketView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { EventTime } from '@/components/ui/time';
import { CardFace } from './card-face';

interface Props {
  ticket: TicketView;
  /** It is in the first rows, which are seen without scrolling. */
  above?: boolean;
}

export const TicketCard = ({ ticket, above = false }: Props) => (
  <CardFace
    ticket={ticket}
    fetched={above ? 'now' : 'near'}
    time={<EventTime event={ticket} style="event" />}
    title={
      <Link href={`/tickets/${ticket.id}`} prefetch={false} className="after:absolute after:inset-0 after:rounded-xl">
        <bdi>{ticket.title}</bdi>
      </Link>
    }
  />
);
