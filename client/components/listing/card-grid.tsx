'use client';
import { type CardTicket, TicketCard } from './ticket-card';

/** Cards that a screen shows at once, about. */
const ABOVE = 5;

/** Drawn from few fields on both sides: what a server component draws travels twice, as the page and as its data. */
export const CardGrid = ({ tickets }: { tickets: CardTicket[] }) => (
  <ul className="grid grid-cols-2 gap-x-4 gap-y-8 sm:gap-x-6 sm:gap-y-10 md:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5">
    {tickets.map((ticket, index) => (
      <li key={ticket.id} className="event-cell">
        <TicketCard ticket={ticket} above={index < ABOVE} />
      </li>
    ))}
  </ul>
);
