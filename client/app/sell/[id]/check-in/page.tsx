import { checkInFrom, type DoorView, isolated } from '@frontrow/common/contracts';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Door } from '@/components/door/door';
import { KeepOffline } from '@/components/offline/keep-offline';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { PhaseBadge } from '@/components/ui/phase';
import { EventTime } from '@/components/ui/time';
import { Words } from '@/i18n/words';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import { placeOf } from '@/lib/place';

export async function generateMetadata() {
  const t = await getTranslations('door');
  return { title: t('title') };
}

export default async function CheckIn({ params }: { params: Promise<{ id: string }> }) {
  const [t, site] = [await getTranslations('door'), await getTranslations('event.announced')];
  const { id } = await params;
  const { tickets } = await serverApi();
  const [ticket, door] = await Promise.all([tickets.get(id), tickets.door(id)]);
  const counts = asMember(door, `/sell/${id}/check-in`);
  // For who is neither seller nor staff there is no door here.
  if (!counts.ok && [400, 403, 404].includes(counts.problem.status)) notFound();

  return (
    <Page
      title={ticket.ok ? ticket.data.title : t('title')}
      intro={
        ticket.ok && (
          <>
            <bdi>{placeOf(ticket.data) || site('place')}</bdi>
            {' · '}
            <EventTime event={ticket.data} style="short" /> <PhaseBadge event={ticket.data} />
          </>
        )
      }
      width="text"
    >
      {counts.ok ? (
        <Words areas={['door', 'problems']}>
          <Door
            ticketId={id}
            initial={doorOf(counts.data)}
            countsFrom={(ticket.ok && checkInFrom(ticket.data)?.toISOString()) || null}
          />
          <KeepOffline name={`${t('title')} · ${ticket.ok ? isolated(ticket.data.title) : ''}`} />
        </Words>
      ) : (
        <OutOfOrder what="guestList" problem={counts.problem} />
      )}
    </Page>
  );
}

const doorOf = ({ issued, redeemed, lease, conflicts }: DoorView) => ({ issued, redeemed, lease, conflicts });
