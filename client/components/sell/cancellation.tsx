import { OutOfOrder } from '@/components/ui/out-of-order';
import { serverApi } from '@/lib/api/server';
import { CancelProgress } from './cancel-progress';

/** What becomes of the orders of an event that its seller cancelled. */
export async function Cancellation({ ticketId }: { ticketId: string }) {
  const answer = await (await serverApi()).orders.cancellation(ticketId);
  if (!answer.ok) return <OutOfOrder what="refunds" problem={answer.problem} />;
  return <CancelProgress cancellation={answer.data} />;
}
