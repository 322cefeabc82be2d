'use client';
import type { ProblemDetail } from '@frontrow/common/contracts';
import { ImageUp, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ListingChoices } from '@/lib/listing-choices';
import { fileProblem } from '@/lib/poster-file';
import { usePosterWords } from './poster-words';

interface Props {
  rules: ListingChoices['poster'];
  /** What is shown before anything is chosen: the address of the poster there is. */
  current?: string | undefined;
  /** A file that was chosen and passes for an image. */
  choose: (file: File) => void;
  remove: () => void;
  /** What became of the last choice or removal: how much was sent (0 to 1), what went wrong, or what was done; both as sentences. */
  progress?: number | undefined;
  problem?: string | undefined;
  done?: string | undefined;
  /** Shown instead of `current`. */
  chosen: File | undefined;
}

/** An image by choosing or dropping it, with a preview. What cannot be right is refused before it is sent. */
export function PosterField({ rules, current, choose, remove, progress, problem, done, chosen }: Props) {
  const t = useTranslations('selling.poster');
  const { imageWords } = usePosterWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [unfit, setUnfit] = useState<ProblemDetail>();
  const [unshown, setUnshown] = useState<File>();
  const [over, setOver] = useState(false);
  const hydrated = useHydrated();
  const busy = progress !== undefined;
  const preview = useObjectUrl(chosen) ?? current;
  // What the server found says more than that this browser cannot show it.
  const error = unfit
    ? imageWords(unfit)
    : (problem ?? (chosen && chosen === unshown ? imageWords(UNSHOWN) : undefined));

  function take(file: File | undefined) {
    // So that choosing the same file again is a choice, too.
    if (input.current) input.current.value = '';
    if (!file || busy) return;
    const wrong = fileProblem(file, rules);
    setUnfit(wrong);
    if (!wrong) choose(file);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  }

  return (
    <fieldset aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}>
      <legend className="mb-1.5 font-semibold">{t('label')}</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the file field is for everyone. */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`flex flex-wrap items-center gap-4 rounded-xl border-2 border-dashed p-4 ${over ? 'border-brand bg-sunken' : 'border-line'}`}
      >
        {preview && (
          // biome-ignore lint/performance/noImgElement: a preview of what is in the seller's own browser.
          <img
            src={preview}
            alt={t('preview')}
            width={112}
            height={140}
            className="aspect-4/5 w-28 rounded-lg bg-sunken object-cover"
            onError={() => setUnshown(chosen)}
          />
        )}
        <div className="min-w-0 grow basis-48">
          <div className="flex flex-wrap gap-2">
            <label className="button button-quiet relative has-[:disabled]:opacity-60 has-[:focus-visible]:outline-3 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-brand">
              <ImageUp aria-hidden className="size-4" />
              {t(preview ? 'another' : 'choose')}
              <input
                ref={input}
                type="file"
                accept={rules.types.join(',')}
                disabled={!hydrated || busy}
                aria-describedby={`${id}-hint`}
                onChange={(event) => take(event.target.files?.[0])}
                className="sr-only"
              />
            </label>
            {preview && (
              <button
                type="button"
                disabled={!hydrated || busy}
                className="button button-quiet"
                onClick={() => {
                  setUnfit(undefined);
                  remove();
                  input.current?.focus();
                }}
              >
                <Trash2 aria-hidden className="size-4" />
                {t('remove')}
              </button>
            )}
          </div>
          <p className="mt-2 text-sm text-muted">
            {chosen ? <bdi className="break-all">{chosen.name}</bdi> : t('drop')}
          </p>
        </div>
      </div>
      <p id={`${id}-hint`} className="mt-1.5 text-sm text-muted">
        {t('hint', { most: rules.maxBytes / 2 ** 20, side: rules.minSide })}
      </p>
      {busy && (
        <label className="mt-2 block text-sm">
          {t(progress < 1 ? 'sending' : 'preparing')}
          <progress value={progress < 1 ? progress : undefined} max={1} className="mt-1 block w-full accent-brand" />
        </label>
      )}
      <div role="status" className="mt-1.5 text-sm font-semibold text-good empty:hidden">
        {!error && !busy && done}
      </div>
      <div role="alert" id={`${id}-error`} className="mt-1.5 text-sm font-semibold text-bad empty:hidden">
        {error}
      </div>
    </fieldset>
  );
}

const UNSHOWN: ProblemDetail = { code: 'image_unshown', message: 'This file cannot be shown as an image.' };

/** The address of a file in this browser for as long as it is shown. */
function useObjectUrl(file: File | undefined): string | undefined {
  const [shown, setShown] = useState<{ file: File; url: string }>();
  useEffect(() => {
    if (!file) return;
    const url = URL.createObjectURL(file);
    setShown({ file, url });
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return shown && shown.file === file ? shown.url : undefined;
}
