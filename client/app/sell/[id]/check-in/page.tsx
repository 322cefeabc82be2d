import { notFound } from 'next/navigation';
import { Door } from '@/components/door/door';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { EventTime } from '@/components/ui/time';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import { placeOf } from '@/lib/place';

export const metadata = { title: 'Door' };

export default async function CheckIn({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { tickets } = await serverApi();
  const [ticket, door] = await Promise.all([tickets.get(id), tickets.door(id)]);
  const counts = asMember(door, `/sell/${id}/check-in`);
  // For who is neither seller nor staff there is no door here.
  if (!counts.ok && [400, 403, 404].includes(counts.problem.status)) notFound();

  return (
    <Page
      title={ticket.ok ? ticket.data.title : 'Door'}
      intro={
        ticket.ok && (
          <>
            <bdi>{placeOf(ticket.data) || 'Place to be announced'}</bdi> ·{' '}
            <EventTime event={ticket.data} style="event" />
          </>
        )
      }
      width="text"
    >
      {counts.ok ? (
        <Door ticketId={id} counts={{ issued: counts.data.issued, redeemed: counts.data.redeemed }} />
      ) : (
        <OutOfOrder what="The guest list" problem={counts.problem} />
      )}
    </Page>
  );
}
