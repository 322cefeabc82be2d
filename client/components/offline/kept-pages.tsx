'use client';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Empty } from '@/components/ui/empty';
import { Time } from '@/components/ui/time';
import { type KeptPage, readKept, ticketsIn } from '@/lib/offline/kept';

/** What this browser keeps for when there is no connection: the tickets themselves, and the pages that open. */
export function KeptPages() {
  const t = useTranslations('ui.offline');
  const [pages, setPages] = useState<KeptPage[]>();
  useEffect(() => {
    readKept().then(setPages, () => setPages([]));
  }, []);

  if (!pages) return null;
  if (pages.length === 0) return <Empty title={t('nothing')}>{t('nothingText')}</Empty>;
  const tickets = ticketsIn(pages);
  return (
    <>
      {tickets.length > 0 && (
        <section aria-labelledby="kept-tickets">
          <h2 id="kept-tickets" className="headline mb-4 text-3xl">
            {t('tickets')}
          </h2>
          <Tickets tickets={tickets} />
        </section>
      )}
      <section aria-labelledby="kept-pages" className="mt-10">
        <h2 id="kept-pages" className="headline mb-4 text-3xl">
          {t('pages')}
        </h2>
        <ul className="space-y-3">
          {pages.map(({ path, name, at }) => (
            <li key={path}>
              {/* Loaded whole, since the router would ask the server. */}
              <a href={path} className="card flex items-center gap-4 p-4 hover:bg-sunken">
                <span className="min-w-0 grow">
                  <bdi className="block font-semibold">{name}</bdi>
                  <span className="text-sm text-muted">
                    {at && t.rich('asOf', { time: () => <Time instant={at} style="short" /> })}
                  </span>
                </span>
                <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** As they were drawn in the pages that are kept; what can be pressed in them needs a connection, or scripts that are not here. */
function Tickets({ tickets }: { tickets: Element[] }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const shown = tickets.map((ticket) => document.importNode(ticket, true));
    for (const ticket of shown) for (const button of ticket.querySelectorAll('button')) button.remove();
    list.current?.replaceChildren(...shown);
  }, [tickets]);
  return <div ref={list} className="space-y-5" />;
}
