'use client';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useId, useState } from 'react';
import { TextArea } from '@/components/forms/field';
import { Notice } from '@/components/ui/notice';
import { RichText } from '@/components/ui/rich-text';
import { useHydrated } from '@/components/ui/use-hydrated';

type Render = typeof import('@/lib/markdown').renderMarkdown;

/** The description with a preview by the very renderer of the ticket page, which is loaded only when it is asked for. */
export function DescriptionField({ text }: { text: string }) {
  const t = useTranslations('selling.description');
  const [typed, setTyped] = useState(text);
  const [open, setOpen] = useState(false);
  const [render, setRender] = useState<Render>();
  const [failed, setFailed] = useState(false);
  const shown = useDeferredValue(typed);
  const hydrated = useHydrated();
  const id = useId();

  async function toggle() {
    setOpen(!open);
    if (open || render) return;
    try {
      const { renderMarkdown } = await import('@/lib/markdown');
      setRender(() => renderMarkdown);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }

  return (
    <div>
      <TextArea
        name="description"
        label={t('label')}
        defaultValue={text}
        onChange={(event) => setTyped(event.target.value)}
        maxLength={4000}
        rows={8}
        dir="auto"
        hint={t.rich('hint', {
          bold: () => <Sample>{t('samples.bold')}</Sample>,
          italic: () => <Sample>{t('samples.italic')}</Sample>,
          heading: () => <Sample>{t('samples.heading')}</Sample>,
          list: () => <Sample>{t('samples.list')}</Sample>,
          link: () => <Sample>{t('samples.link')}</Sample>,
        })}
      />
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        disabled={!hydrated}
        onClick={toggle}
        className="button button-quiet mt-3"
      >
        {open ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
        {t(open ? 'hide' : 'preview')}
      </button>
      <section
        id={id}
        hidden={!open}
        aria-label={t('preview')}
        className="mt-3 rounded-xl border border-line bg-page p-4"
      >
        <h2 className="sr-only">{t('heading')}</h2>
        {failed && <Notice kind="warn">{t('failed')}</Notice>}
        {render && shown.trim() && <RichText html={render(shown)} />}
        {render && !shown.trim() && <p className="text-muted">{t('nothing')}</p>}
      </section>
    </div>
  );
}

const Sample = ({ children }: { children: string }) => <code className="font-mono text-ink">{children}</code>;
