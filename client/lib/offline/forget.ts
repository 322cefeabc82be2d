import { countAllScans, dropAllLists } from '@/lib/door/store';
import { forgetHeld } from '@/lib/held-orders';

/** As the service worker names it. */
export const PAGES = 'frontrow-pages-1';

/** How many people were let in at doors without a connection, and are not sent yet. */
export const countUnsent = (): Promise<number> => countAllScans().catch(() => 0);

/**
 * Forgets what this browser keeps of whoever was signed in: their pages and guest lists. Scans that wait to be sent stay,
 * since people were let in on them; whoever signs in next and stands at that door sends them.
 */
export async function forgetMember(): Promise<void> {
  forgetHeld();
  try {
    // The worker may be fetching a page right now, which it must not keep any more.
    navigator.serviceWorker?.controller?.postMessage({ type: 'forget' });
    if ('caches' in globalThis) await caches.delete(PAGES);
    await dropAllLists();
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
