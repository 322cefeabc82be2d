import { type ListingView, salesOverAt, type TicketView, zonedTime } from '@frontrow/common/contracts';
import { closedByTime } from './closed-by-time';
import { plainWords } from './markdown';

interface Shown {
  url: string;
  /** The page of whoever it is from. */
  organiserUrl: string;
  /** Addresses of pictures, the best first. */
  images: string[];
  /** Said where its seller has not said where it is. */
  somewhere: string;
  now: Date;
}

/** An event for search engines (schema.org/Event); undefined without a date, since then it is none that they accept. */
export function eventData(
  ticket: ListingView,
  { url, organiserUrl, images, somewhere, now }: Shown,
): object | undefined {
  if (!ticket.startsAt) return undefined;
  const time = (moment: Date | string | null) =>
    moment === null ? undefined : zonedTime(new Date(moment), ticket.timeZone);
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: ticket.title,
    description: plainWords(ticket.description) || undefined,
    startDate: time(ticket.startsAt),
    // Only what the seller has said: an end that is assumed is none.
    endDate: time(ticket.endsAt),
    doorTime: time(ticket.doorsAt),
    url,
    image: images,
    eventStatus: `https://schema.org/${ticket.status === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    organizer: ticket.organiser.name
      ? { '@type': 'Organization', name: ticket.organiser.name, url: organiserUrl }
      : undefined,
    location: {
      '@type': 'Place',
      name: ticket.venue || ticket.city || somewhere,
      address: { '@type': 'PostalAddress', addressLocality: ticket.city, addressCountry: ticket.country },
    },
    offers: {
      '@type': 'Offer',
      url,
      price: ticket.price,
      priceCurrency: ticket.currency,
      availability: `https://schema.org/${availabilityOf(ticket, now)}`,
      validThrough: time(salesOverAt(ticket)),
    },
  };
}

function availabilityOf(ticket: TicketView, now: Date): string {
  const { status, sales, available } = ticket;
  if (status === 'on_sale' && (sales === 'ended' || closedByTime(ticket, now))) return 'Discontinued';
  if (status === 'on_sale' && sales === 'paused') return 'OutOfStock';
  return available > 0 ? 'InStock' : 'SoldOut';
}
