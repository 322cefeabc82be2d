import type { ReactNode } from 'react';
import { Words } from '@/i18n/words';
import { readFactors, readMember } from '@/lib/api/member';
import { StepUpProvider } from './step-up';

/** Gives the forms inside it their words, and lets them ask who it is before what the API does not do otherwise. */
export async function StepUpHere({ children }: { children: ReactNode }) {
  const [factors, member] = await Promise.all([readFactors(), readMember()]);
  const { confirmWith, confirmedUntil } = factors.ok
    ? factors.data
    : { confirmWith: ['password' as const], confirmedUntil: null };
  return (
    <Words areas={['account', 'problems', 'security']}>
      <StepUpProvider confirmWith={confirmWith} confirmedUntil={confirmedUntil} email={member?.email}>
        {children}
      </StepUpProvider>
    </Words>
  );
}
