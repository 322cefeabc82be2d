'use client';
import { isolated, type SellingView } from '@frontrow/common/contracts';
import { CirclePause, CirclePlay } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Confirm } from '@/components/ui/confirm';
import { Notice } from '@/components/ui/notice';
import { useClosed } from '@/components/ui/phase';
import { RefreshEvery } from '@/components/ui/refresh-every';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { SalesCommand } from '@/lib/api/api';
import { browserApi } from '@/lib/api/browser';
import type { Closed } from '@/lib/closed-by-time';
import { useProblemWords } from '@/lib/problem-words';

/** Pauses, resumes and ends the sales of a listing, and says when that has come to where orders are placed. */
export function SalesControl({ listing }: { listing: SellingView }) {
  const { id, title, sales, salesInEffect, suspended } = listing;
  const closed = useClosed(listing);
  const isOpen = sales === 'open';
  const Icon = isOpen ? CirclePause : CirclePlay;
  const t = useTranslations('selling.control');
  const about = suspended ? t('suspended') : t(`states.${sales}.about`);
  const { wordsOf } = useProblemWords();
  const router = useRouter();
  const hydrated = useHydrated();
  const [state, setState] = useState<{ busy: boolean; problem?: string }>({ busy: false });

  async function send(command: SalesCommand) {
    setState({ busy: true });
    const answer = await browserApi.tickets.control(id, command);
    setState(answer.ok ? { busy: false } : { busy: false, problem: wordsOf(answer.problem) });
    router.refresh();
  }

  if (closed) return <ClosedByTime closed={closed} id={id} />;
  return (
    <section aria-labelledby="sales-control" className="card p-5">
      <div role="status">
        <h2 id="sales-control" className="text-lg font-semibold">
          {t(`states.${sales}.title`)}
        </h2>
        <p className="mt-1 text-muted">{salesInEffect ? about : t('takingEffect')}</p>
      </div>
      {!salesInEffect && <RefreshEvery seconds={1} />}
      <div className="mt-4 flex flex-wrap gap-2">
        <button
          type="button"
          disabled={state.busy || !hydrated}
          onClick={() => send(isOpen ? 'pauseSales' : 'resumeSales')}
          className={`button ${isOpen ? 'button-quiet' : 'button-primary'}`}
        >
          <Icon aria-hidden className="size-5" />
          {t(isOpen ? 'pause' : 'resume')}
        </button>
        {sales !== 'ended' && (
          <Confirm
            label={t('end.ask')}
            confirmLabel={t('end.confirm')}
            title={t('end.title', { title: isolated(title) })}
            act={() => browserApi.tickets.control(id, 'endSales')}
            done={router.refresh}
          >
            {t('end.text')}
          </Confirm>
        )}
      </div>
      <div role="alert" className="mt-3 empty:hidden">
        {state.problem && <Notice kind="bad">{state.problem}</Notice>}
      </div>
    </section>
  );
}

/** Nothing that a seller could pause or resume: another time would be needed. */
function ClosedByTime({ closed, id }: { closed: Closed; id: string }) {
  const t = useTranslations('selling.control.closed');
  return (
    <section aria-labelledby="sales-control" className="card p-5">
      <div role="status">
        <h2 id="sales-control" className="text-lg font-semibold">
          {t(`${closed}.title`)}
        </h2>
        <p className="mt-1 text-muted">
          {t.rich(`${closed}.about`, {
            edit: (words) => (
              <Link href={`/sell/${id}/edit`} className="link">
                {words}
              </Link>
            ),
          })}
        </p>
      </div>
    </section>
  );
}
