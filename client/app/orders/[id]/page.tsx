import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { OrderDetails } from '@/components/order/order-details';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export async function generateMetadata() {
  const t = await getTranslations('order');
  return { title: t('title'), robots: { index: false } };
}

export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const answer = asMember(await (await serverApi()).orders.get(id), `/orders/${id}`);
  if (answer.ok) return <OrderDetails order={answer.data} />;
  if ([400, 404].includes(answer.problem.status)) notFound();
  const t = await getTranslations('order');
  return (
    <Page title={t('title')} width="text">
      <OutOfOrder what="order" problem={answer.problem} />
    </Page>
  );
}
