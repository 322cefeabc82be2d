'use client';
import { type DoorDutyView, isolated } from '@frontrow/common/contracts';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { useHydrated } from '@/components/ui/use-hydrated';
import { acceptInvitation, declineInvitation } from '@/lib/api/staff';
import { useProblemWords } from '@/lib/problem-words';

type Invited = DoorDutyView['invitations'][number];

/** The doors of others that one is asked to look after. */
export function Invitations({ invitations }: { invitations: Invited[] }) {
  const t = useTranslations('selling.invitations');
  return (
    <section aria-labelledby="invitations" className="mb-12">
      <h2 id="invitations" className="headline mb-2 text-3xl">
        {t('title')}
      </h2>
      <p className="mb-4 text-muted">{t('text')}</p>
      <ul className="card divide-y divide-line">
        {invitations.map((invited) => (
          <Invitation key={invited.ticketId} {...invited} />
        ))}
      </ul>
    </section>
  );
}

function Invitation({ ticketId, title, startsAt, organiser }: Invited) {
  const t = useTranslations('selling.invitations');
  const { wordsOf } = useProblemWords();
  const router = useRouter();
  const hydrated = useHydrated();
  const [state, setState] = useState<{ busy: boolean; problem?: string }>({ busy: false });

  async function answer(send: typeof acceptInvitation) {
    setState({ busy: true });
    const said = await send(ticketId);
    setState(said.ok ? { busy: false } : { busy: false, problem: wordsOf(said.problem) });
    router.refresh();
  }

  const about = { title: isolated(title) };
  const disabled = state.busy || !hydrated;
  return (
    <li className="p-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <p className="font-semibold">
            <bdi>{title}</bdi>
          </p>
          <p className="text-sm text-muted">
            {organiser && <bdi>{organiser}</bdi>}
            {organiser && startsAt && ' · '}
            {startsAt && <Time instant={startsAt} style="short" />}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <button
            type="button"
            className="button button-primary"
            disabled={disabled}
            aria-label={t('acceptNamed', about)}
            onClick={() => answer(acceptInvitation)}
          >
            {t('accept')}
          </button>
          <button
            type="button"
            className="button button-quiet"
            disabled={disabled}
            aria-label={t('declineNamed', about)}
            onClick={() => answer(declineInvitation)}
          >
            {t('decline')}
          </button>
        </div>
      </div>
      <div role="alert" className="mt-3 empty:hidden">
        {state.problem && <Notice kind="bad">{state.problem}</Notice>}
      </div>
    </li>
  );
}
