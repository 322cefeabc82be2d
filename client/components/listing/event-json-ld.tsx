import type { ListingView } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { posterImage } from '@/lib/api/poster-files';
import { config } from '@/lib/config';
import { eventData } from '@/lib/event-data';
import { organiserPath, shareImagePath } from '@/lib/links';

/** The event for search engines, as it stands while the page is drawn; a suspended one is not announced. */
export function EventJsonLd({ ticket }: { ticket: ListingView }) {
  const [t, locale] = [useTranslations('event.announced'), useLocale()];
  if (ticket.suspended) return null;
  const images = [posterImage(ticket)?.largest, shareImagePath(ticket, locale)].filter((path) => path !== undefined);
  const event = eventData(ticket, {
    url: `${config.publicUrl}/tickets/${ticket.id}`,
    organiserUrl: config.publicUrl + organiserPath(ticket.sellerId),
    images: images.map((path) => config.publicUrl + path),
    somewhere: t('somewhere'),
    now: new Date(),
  });
  if (!event) return null;
  // A seller's words must not be able to close the script element.
  const json = JSON.stringify(event).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with `<` escaped.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
