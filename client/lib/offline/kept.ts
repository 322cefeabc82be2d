import { PAGES } from './forget';

/** A page that this browser keeps, as it was then. */
export interface KeptPage {
  path: string;
  name: string;
  /** When it was asked for; undefined where the server did not say. */
  at: string | undefined;
  tickets: Element[];
}

/** What the service worker keeps, what was kept last first. */
export async function readKept(): Promise<KeptPage[]> {
  if (!('caches' in globalThis) || !(await caches.has(PAGES))) return [];
  const cache = await caches.open(PAGES);
  const pages = await Promise.all(
    (await cache.keys()).map(async ({ url }) => {
      const response = await cache.match(url, { ignoreVary: true });
      return response && readPage(new URL(url), response);
    }),
  );
  return pages.filter((page) => page !== undefined).reverse();
}

async function readPage({ pathname, search }: URL, response: Response): Promise<KeptPage> {
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    path: pathname + search,
    name: page.querySelector('[data-keep-offline]')?.getAttribute('data-keep-offline') || pathname,
    at: Number.isNaN(date) ? undefined : new Date(date).toISOString(),
    tickets: [...page.querySelectorAll('[data-ticket="valid"]')],
  };
}

/** Each ticket once, however many pages have it. */
export function ticketsIn(pages: KeptPage[]): Element[] {
  const byId = new Map(pages.flatMap(({ tickets }) => tickets.map((ticket) => [ticket.id, ticket] as const)));
  return [...byId.values()];
}
