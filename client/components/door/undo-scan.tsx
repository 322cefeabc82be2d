'use client';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { Confirm } from '@/components/ui/confirm';
import type { UndoneCheckIn } from '@/lib/api/api';
import type { Result } from '@/lib/api/result';
import { CODE_FIELD } from './code-form';

/** What is kept as the reason is one of these, or what was typed. */
const reasons = ['wrong_ticket', 'test', 'other'] as const;
type Reason = (typeof reasons)[number];

interface Props {
  /** The scan that can be taken back now. */
  scanId: string | undefined;
  undo: (scanId: string, reason: string) => Promise<Result<UndoneCheckIn>>;
  /** Whether it is being asked why. */
  asking: (is: boolean) => void;
  done: (undone: UndoneCheckIn) => void;
}

/** Takes the last scan back, or the one that used a ticket before it, for a reason that stays on record. */
export function UndoScan({ scanId, undo, asking, done }: Props) {
  const t = useTranslations('door.undo');
  const [reason, setReason] = useState<Reason>('wrong_ticket');
  const [words, setWords] = useState('');
  const undone = useRef<UndoneCheckIn>(undefined);

  function opened(is: boolean) {
    asking(is);
    if (!is) return;
    setReason('wrong_ticket');
    setWords('');
  }

  async function act(): Promise<Result<unknown>> {
    const said = reason === 'other' ? words.trim() : reason;
    if (!said) return { ok: false, problem: { status: 400, title: t('sayWhy'), errors: [] } };
    const answer = await undo(scanId!, said);
    if (answer.ok) undone.current = answer.data;
    return answer;
  }

  return (
    <Confirm
      label={t('ask')}
      confirmLabel={t('confirm')}
      title={t('title')}
      className="w-full"
      disabled={scanId === undefined}
      fields={<Why reason={reason} setReason={setReason} words={words} setWords={setWords} />}
      opened={opened}
      act={act}
      done={() => done(undone.current!)}
      next={() => document.getElementById(CODE_FIELD)}
    >
      {t('text')}
    </Confirm>
  );
}

interface WhyProps {
  reason: Reason;
  setReason: (reason: Reason) => void;
  words: string;
  setWords: (words: string) => void;
}

function Why({ reason, setReason, words, setWords }: WhyProps) {
  const t = useTranslations('door.undo');
  const id = useId();
  return (
    <fieldset className="mt-4">
      <legend className="font-semibold">{t('why')}</legend>
      {reasons.map((one) => (
        <label key={one} className="flex min-h-11 items-center gap-3">
          <input
            type="radio"
            name={id}
            value={one}
            checked={reason === one}
            onChange={() => setReason(one)}
            className="size-5 shrink-0 accent-brand"
          />
          {t(`reasons.${one}`)}
        </label>
      ))}
      {reason === 'other' && (
        <input
          aria-label={t('words')}
          value={words}
          onChange={({ target }) => setWords(target.value)}
          maxLength={200}
          dir="auto"
          className="input mt-1"
        />
      )}
    </fieldset>
  );
}
