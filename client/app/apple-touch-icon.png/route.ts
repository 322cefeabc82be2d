import { drawIcon } from '@/components/share/draw-icon';

export const dynamic = 'force-static';

/** What a phone shows on its home screen; it rounds the corners itself. */
export async function GET() {
  const png = await drawIcon(180, { toTheEdge: true });
  return new Response(new Uint8Array(png), {
    headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=86400' },
  });
}
