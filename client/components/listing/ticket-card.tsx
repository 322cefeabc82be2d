import type { TicketView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { EventTime } from '@/components/ui/time';
import { CardFace } from './card-face';

export const TicketCard = ({ ticket }: { ticket: TicketView }) => (
  <CardFace
    ticket={ticket}
    time={<EventTime instant={ticket.startsAt} style="card" />}
    title={
      <Link href={`/tickets/${ticket.id}`} prefetch={false} className="after:absolute after:inset-0 after:rounded-xl">
        {ticket.title}
      </Link>
    }
  />
);
