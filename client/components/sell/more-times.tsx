import type { SellingView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { CheckBox } from '@/components/forms/field';
import { DateTimeField } from './date-time-field';

/** What few sellers need of an event's times: folded, unless something of it is set. */
export function MoreTimes({ listing }: { listing: SellingView | undefined }) {
  const t = useTranslations('selling.form');
  const isSet = listing && (listing.salesEndAt !== null || listing.checkInAt !== null || listing.reentry);
  return (
    <details open={isSet} className="rounded-xl border border-line p-4">
      <summary className="rounded font-semibold text-accent">{t('moreTimes')}</summary>
      <div className="mt-4 grid gap-5 sm:grid-cols-2">
        <DateTimeField name="salesEndAt" label={t('salesEnd')} hint={t('salesEndHint')} event={listing} />
        <DateTimeField name="checkInAt" label={t('checkIn')} hint={t('checkInHint')} event={listing} />
      </div>
      <CheckBox name="reentry" label={t('reentry')} defaultChecked={listing?.reentry} className="mt-5" />
    </details>
  );
}
