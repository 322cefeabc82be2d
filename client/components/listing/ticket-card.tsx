'use client';
import type { TicketView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { CardTime } from '@/components/ui/zoned-time';
import { CardFace, type Shown } from './card-face';

export type CardTicket = Shown & Pick<TicketView, 'timeZone'>;

interface Props {
  ticket: CardTicket;
  /** It is in the first rows, which are seen without scrolling. */
  above?: boolean;
}

export const TicketCard = ({ ticket, above = false }: Props) => (
  <CardFace
    ticket={ticket}
    fetched={above ? 'now' : 'near'}
    time={<CardTime event={ticket} />}
    title={
      <Link href={`/tickets/${ticket.id}`} prefetch={false} className="event-card-link">
        <bdi>{ticket.title}</bdi>
      </Link>
    }
  />
);
