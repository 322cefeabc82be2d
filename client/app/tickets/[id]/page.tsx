import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { TicketDetails } from '@/components/listing/ticket-details';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { readMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import { fullPlaceOf } from '@/lib/place';

interface Props {
  params: Promise<{ id: string }>;
}

const readTicket = cache(async (id: string) => {
  const answer = await (await serverApi()).tickets.get(id);
  if (!answer.ok && [400, 404].includes(answer.problem.status)) notFound();
  return answer;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const answer = await readTicket((await params).id);
  if (!answer.ok) return { title: 'Event' };
  const { title, description } = answer.data;
  const about = description.slice(0, 160) || [title, fullPlaceOf(answer.data)].filter(Boolean).join(' · ');
  return { title, description: about, openGraph: { title, description: about } };
}

export default async function TicketPage({ params }: Props) {
  const [answer, member] = await Promise.all([readTicket((await params).id), readMember()]);
  if (answer.ok) return <TicketDetails ticket={answer.data} member={member} />;
  return (
    <Page title="Event" width="text">
      <OutOfOrder what="This event" problem={answer.problem} />
    </Page>
  );
}
