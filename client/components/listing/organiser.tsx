import { isEmailContact, type ListingView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { mailLink, organiserPath } from '@/lib/links';

/** Whom an event is from, and where they may be asked. */
export function Organiser({ ticket }: { ticket: Pick<ListingView, 'sellerId' | 'organiser' | 'title'> }) {
  const t = useTranslations('event.organiser');
  const { sellerId, organiser, title } = ticket;
  return (
    <>
      <Link href={organiserPath(sellerId)} prefetch={false} className="link inline-block min-h-6">
        <bdi>{organiser.name || t('unnamed')}</bdi>
      </Link>
      {organiser.contact && <OrganiserContact contact={organiser.contact} about={title} />}
    </>
  );
}

/** Where questions go, as its organiser gave it: said as it is, since not everybody's mail program opens by a link. */
export function OrganiserContact({ contact, about }: { contact: string; about?: string }) {
  const t = useTranslations('event.organiser');
  const isEmail = isEmailContact(contact);
  return (
    <span className="block text-sm font-normal">
      {t.rich('ask', {
        at: () => (
          <a
            href={isEmail ? mailLink(contact, about) : contact}
            rel="nofollow noopener ugc"
            className="link inline-block min-h-6 wrap-anywhere"
          >
            <bdi>{isEmail ? contact : contact.replace(/^https?:\/\/|\/$/g, '')}</bdi>
          </a>
        ),
      })}
    </span>
  );
}
