'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { Ground } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SelectField, Submit, TextArea } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import type { Result } from '@/lib/api/result';
import type { Asked } from './asking';

export interface ReasonQuestion {
  title: string;
  children: ReactNode;
  confirmLabel: string;
  danger?: boolean | undefined;
  /** Who reads the reason. */
  hint: string;
  /** Whether it is a decision against somebody, which needs a ground, too. */
  grounded?: boolean | undefined;
  act: (given: { ground: Ground; reason: string }) => Promise<Result<unknown>>;
  done: () => void;
}

/** Asks for the reason of what is about to be done. What is wrong is said at its field, inside the dialog. */
export function ReasonDialog(props: ReasonQuestion & Asked) {
  const { open, setOpen, asker, title, children, confirmLabel, danger, hint, grounded = false, act, done } = props;
  const t = useTranslations('ui');
  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-50 bg-[rgb(20_8_16/0.6)]" />
        <AlertDialog.Popup
          finalFocus={asker}
          className="card fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] -translate-1/2 overflow-y-auto p-6 text-ink"
        >
          <AlertDialog.Title className="headline text-3xl">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-3 mb-5 text-muted" render={<div />}>
            {children}
          </AlertDialog.Description>
          <Form
            fields={['ground', 'reason']}
            submit={({ ground, reason = '' }) => act({ ground: ground as Ground, reason })}
            done={() => {
              setOpen(false);
              done();
            }}
          >
            {grounded && (
              <SelectField name="ground" label={t('reason.ground.label')} defaultValue="terms">
                <option value="terms">{t('reason.ground.terms')}</option>
                <option value="law">{t('reason.ground.law')}</option>
              </SelectField>
            )}
            <TextArea name="reason" label={t('reason.label')} hint={hint} rows={4} maxLength={2000} required />
            <div className="flex flex-wrap justify-end gap-3">
              <AlertDialog.Close className="button button-quiet">{t('confirm.back')}</AlertDialog.Close>
              <Submit className={danger ? 'button-danger' : 'button-primary'}>{confirmLabel}</Submit>
            </div>
          </Form>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
