import { type TicketView, zonedTime } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { posterImage } from '@/lib/api/poster-files';
import { config } from '@/lib/config';
import { shareImagePath } from '@/lib/links';
import { plainWords } from '@/lib/markdown';

/** The event for search engines (schema.org/Event). Without a date it is not one they accept. */
export function EventJsonLd({ ticket }: { ticket: TicketView }) {
  const [t, locale] = [useTranslations('event.announced'), useLocale()];
  if (!ticket.startsAt) return null;
  const url = `${config.publicUrl}/tickets/${ticket.id}`;
  const poster = posterImage(ticket);
  const event = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: ticket.title,
    description: plainWords(ticket.description) || undefined,
    startDate: zonedTime(new Date(ticket.startsAt), ticket.timeZone),
    url,
    image: [poster?.largest, shareImagePath(ticket, locale)].filter(Boolean).map((path) => config.publicUrl + path),
    eventStatus: `https://schema.org/${ticket.status === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    location: {
      '@type': 'Place',
      name: ticket.venue || ticket.city || t('somewhere'),
      address: { '@type': 'PostalAddress', addressLocality: ticket.city, addressCountry: ticket.country },
    },
    offers: {
      '@type': 'Offer',
      url,
      price: ticket.price,
      priceCurrency: ticket.currency,
      availability: `https://schema.org/${availabilityOf(ticket)}`,
    },
  };
  // A seller's words must not be able to close the script element.
  const json = JSON.stringify(event).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with `<` escaped.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}

function availabilityOf({ status, sales, available }: TicketView): string {
  if (status === 'on_sale' && sales === 'paused') return 'OutOfStock';
  if (status === 'on_sale' && sales === 'ended') return 'Discontinued';
  return available > 0 ? 'InStock' : 'SoldOut';
}
