import { drawIcon } from '@/components/share/draw-icon';
import { icoOf } from '@/lib/ico';

export const dynamic = 'force-static';

const SIDE = 48;

/** As /favicon.ico, for whoever asks for it without looking at a page, as browsers and feed readers do. */
export async function GET() {
  const ico = icoOf(await drawIcon(SIDE), SIDE);
  return new Response(new Uint8Array(ico), {
    headers: { 'content-type': 'image/x-icon', 'cache-control': 'public, max-age=86400' },
  });
}
