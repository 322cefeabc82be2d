'use client';
import { type CardTicket, TicketCard } from './ticket-card';

/** A row of a few cards. */
export const CardRow = ({ tickets }: { tickets: CardTicket[] }) => (
  <ul className="grid grid-cols-2 gap-x-4 gap-y-8 sm:gap-x-6 md:grid-cols-4">
    {tickets.map((ticket) => (
      <li key={ticket.id} className="event-cell">
        <TicketCard ticket={ticket} />
      </li>
    ))}
  </ul>
);
