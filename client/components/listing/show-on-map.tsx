import { MapPinned } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { mapAddress } from '@/lib/place';

/** Where a place is, on a map of somebody else's: only who follows the link tells them anything. */
export function ShowOnMap({ place }: { place: Parameters<typeof mapAddress>[0] }) {
  const t = useTranslations('event');
  const address = mapAddress(place);
  return (
    address && (
      <a href={address} rel="noopener noreferrer" className="link mt-1 flex min-h-8 w-fit items-center gap-1.5">
        <MapPinned aria-hidden className="size-4.5 shrink-0" />
        {t('map')}
      </a>
    )
  );
}
