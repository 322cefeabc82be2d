'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserApi, uploadPoster } from '@/lib/api/browser';
import type { ListingChoices } from '@/lib/listing-choices';
import { PosterField } from './poster-field';
import { usePosterWords } from './poster-words';

interface Props {
  id: string;
  /** The address of the poster it has. */
  current: string | undefined;
  rules: ListingChoices['poster'];
}

/** The poster of a listing that is there already: what is chosen or removed counts at once, whatever else is typed. */
export function ListingPoster({ id, current, rules }: Props) {
  const t = useTranslations('selling.poster');
  const { posterWords } = usePosterWords();
  const router = useRouter();
  const [chosen, setChosen] = useState<File>();
  const [progress, setProgress] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState<string>();

  async function choose(file: File) {
    setChosen(file);
    setProblem(undefined);
    setProgress(0);
    const answer = await uploadPoster(id, file, setProgress);
    setProgress(undefined);
    setChosen(undefined);
    setProblem(answer.ok ? undefined : posterWords(answer.problem));
    setDone(answer.ok ? t('saved') : undefined);
    if (answer.ok) router.refresh();
  }

  async function remove() {
    setProblem(undefined);
    const answer = await browserApi.tickets.removePoster(id);
    setProblem(answer.ok ? undefined : posterWords(answer.problem));
    setDone(answer.ok ? t('removed') : undefined);
    if (answer.ok) router.refresh();
  }

  return <PosterField {...{ rules, current, choose, remove, progress, problem, done, chosen }} />;
}
