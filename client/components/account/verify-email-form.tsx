'use client';
import type { ConfirmedEmailView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { accountApi } from '@/lib/api/account-browser';
import type { Result } from '@/lib/api/result';

export function VerifyEmailForm({ token, isMember }: { token: string; isMember: boolean }) {
  const t = useTranslations('account.verify');
  const router = useRouter();
  const [confirmed, setConfirmed] = useState<ConfirmedEmailView>();
  const [isVoid, setVoid] = useState(false);
  const note = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone by then.
  useEffect(() => {
    if (confirmed) note.current?.focus();
  }, [confirmed]);

  async function submit(): Promise<Result<ConfirmedEmailView>> {
    const answer = await accountApi.confirmEmail({ token });
    const isOver = !answer.ok && answer.problem.errors.some(({ field }) => field === 'token');
    setVoid(isOver);
    return isOver ? { ok: false, problem: { ...answer.problem, errors: [VOID] } } : answer;
  }

  if (confirmed) {
    return (
      <div ref={note} role="status" tabIndex={-1} className="outline-none">
        <Notice kind="good" title={t('done')}>
          <p>
            {t.rich(confirmed.purpose === 'change' ? 'changed' : 'confirmed', {
              address: () => <bdi>{confirmed.email}</bdi>,
            })}
          </p>
          <Link href={isMember ? '/' : '/signin'} className="link">
            {t(isMember ? 'goOn' : 'signIn')}
          </Link>
        </Notice>
      </div>
    );
  }
  return (
    <>
      <Form
        fields={[]}
        submit={submit}
        done={(answer) => {
          setConfirmed(answer);
          router.refresh();
        }}
      >
        <Submit>{t('button')}</Submit>
      </Form>
      {isVoid && (
        <p className="mt-4 text-center">
          <Link href="/account#address" className="link">
            {t('another')}
          </Link>
        </p>
      )}
    </>
  );
}

const VOID = { code: 'link_void', message: 'this link is used, expired or not whole' };
