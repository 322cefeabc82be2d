import { drawShareImage } from '@/components/share/draw-share-image';
import { serverApi } from '@/lib/api/server';

/** What networks show beside a link to this event. Its address changes with the event, so it may be kept for long. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const answer = await (await serverApi()).tickets.get((await params).id);
  if (!answer.ok) return new Response(null, { status: [400, 404].includes(answer.problem.status) ? 404 : 503 });
  const png = await drawShareImage(answer.data);
  return new Response(png, { headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=86400' } });
}
