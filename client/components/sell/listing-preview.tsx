'use client';
import { type SellingView, writeTime } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { CardFace, type Shown } from '@/components/listing/card-face';
import { variantOf } from '@/i18n/locales';
import { posterImage } from '@/lib/api/poster-files';
import { readListing } from '@/lib/listing-form';

/** A listing that is not on sale yet has no id, from which its drawing follows. */
const NOT_YET = 'preview';

/** The listing as buyers will find it, as its form around this is filled in. */
export default function ListingPreview({ listing }: { listing: SellingView | undefined }) {
  const t = useTranslations('selling.preview');
  const place = useRef<HTMLElement>(null);
  const [values, setValues] = useState<Record<string, string>>();
  const typed = useDeferredValue(values);

  useEffect(() => {
    const form = place.current?.closest('form');
    if (!form) return;
    const read = () =>
      setValues(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, `${value}`])));
    read();
    form.addEventListener('input', read);
    return () => form.removeEventListener('input', read);
  }, []);

  return (
    <section ref={place} aria-labelledby="listing-preview" className="rounded-xl border border-line bg-page p-4">
      <h2 id="listing-preview" className="font-semibold">
        {t('title')}
      </h2>
      {!listing && <p className="mt-1 text-sm text-muted">{t('drawn')}</p>}
      <div className="mx-auto mt-4 w-56 max-w-full">{typed && <Preview values={typed} listing={listing} />}</div>
    </section>
  );
}

function Preview({ values, listing }: { values: Record<string, string>; listing: SellingView | undefined }) {
  const [t, time] = [useTranslations('selling.preview'), useTranslations('ui.time')];
  const language = useLocale();
  const { startsAt = null, endsAt = null, salesEndAt = null, title, price } = readListing(values, listing).body;
  const quantity = Number(values.quantity) || 1;
  const ticket: Shown = {
    id: listing?.id ?? NOT_YET,
    title: title || t('untitled'),
    category: (values.category ?? 'other') as Shown['category'],
    venue: values.venue ?? '',
    city: values.city ?? '',
    country: values.country ?? '',
    startsAt,
    endsAt,
    salesEndAt,
    price: price ? Number(price) || null : null,
    currency: listing?.currency ?? (values.currency as Shown['currency']) ?? 'USD',
    quantity,
    available: listing ? Math.max(0, quantity - listing.held - listing.sold) : quantity,
    status: 'on_sale',
    sales: listing?.sales ?? 'open',
    image: listing && posterImage(listing),
  };
  const zone = {
    locale: variantOf(language, navigator.languages),
    timeZone: values.timeZone?.trim() ?? 'UTC',
    now: Date.now(),
  };
  return (
    <CardFace
      ticket={ticket}
      title={<bdi>{ticket.title}</bdi>}
      time={startsAt ? writeTime(startsAt, 'card', zone) : time('unannounced')}
    />
  );
}
