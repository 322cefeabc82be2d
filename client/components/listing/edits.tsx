'use client';
import type { EditView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { type ToggleEvent, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { browserApi } from '@/lib/api/browser';
import { type Result, unreachable } from '@/lib/api/result';
import { useProblemWords } from '@/lib/problem-words';
import type { EditList } from './edit-list';

interface Opened {
  answer: Result<EditView[]>;
  List?: typeof EditList;
}

/** What its seller changed of an event since tickets of it were sold. Few open it, so all of it is loaded only then. */
export function Edits({ event }: { event: { id: string; timeZone: string } }) {
  const t = useTranslations('event.edits');
  const { wordsOf } = useProblemWords();
  const [{ answer, List }, setOpened] = useState<Partial<Opened>>({});

  async function read({ newState }: ToggleEvent<HTMLDetailsElement>) {
    if (newState === 'open' && !answer?.ok) setOpened(await open(event.id));
  }

  return (
    <details onToggle={read} className="mt-10 border-t border-line pt-5">
      <summary className="w-fit rounded py-2 font-semibold text-accent">{t('title')}</summary>
      <div role="status" className="mt-3">
        {!answer && <p className="text-muted">{t('reading')}</p>}
        {answer && !answer.ok && <Notice kind="warn">{wordsOf(answer.problem)}</Notice>}
        {answer?.ok && List && <List edits={answer.data} timeZone={event.timeZone} />}
      </div>
    </details>
  );
}

async function open(id: string): Promise<Opened> {
  try {
    const [{ EditList: List }, answer] = await Promise.all([import('./edit-list'), browserApi.tickets.edits(id)]);
    return { answer, List };
  } catch {
    return { answer: unreachable };
  }
}
