'use client';
import type { FactorsView } from '@frontrow/common/contracts';
import { type ComponentType, createContext, type ReactNode, useContext, useRef, useState } from 'react';
import type { Result } from '@/lib/api/result';
import type { StepUpDialog } from './step-up-dialog';

interface StepUp {
  /** Asks who it is unless that was shown a short while ago; false where it was not shown. */
  ensure: () => Promise<boolean>;
  /** Does it; where the API wants to know first who it is, asks that and does it then. */
  run: <T>(act: () => Promise<Result<T>>) => Promise<Result<T>>;
}
const Context = createContext<StepUp>({ ensure: async () => true, run: (act) => act() });

export const useStepUp = () => useContext(Context);

interface Props {
  confirmWith: FactorsView['confirmWith'];
  confirmedUntil: string | null;
  email: string | undefined;
  children: ReactNode;
}

/** "Confirm it is you", for all that is inside. */
export function StepUpProvider({ confirmWith, confirmedUntil, email, children }: Props) {
  const until = useRef(confirmedUntil);
  const asker = useRef<HTMLElement | null>(null);
  const answer = useRef<(isShown: boolean) => void>(undefined);
  const [open, setOpen] = useState(false);
  const [Dialog, setDialog] = useState<ComponentType<Parameters<typeof StepUpDialog>[0]>>();

  async function ask(): Promise<boolean> {
    asker.current = document.activeElement as HTMLElement | null;
    const loaded = await import('./step-up-dialog').catch(() => undefined);
    if (!loaded) return false;
    setDialog(() => loaded.StepUpDialog);
    setOpen(true);
    return new Promise((resolve) => {
      answer.current = resolve;
    });
  }

  function close(confirmed?: string) {
    if (confirmed) until.current = confirmed;
    setOpen(false);
    answer.current?.(confirmed !== undefined);
  }

  const ensure = async () => (until.current !== null && Date.parse(until.current) > Date.now()) || (await ask());

  async function run<T>(act: () => Promise<Result<T>>): Promise<Result<T>> {
    const first = await act();
    return !first.ok && wantsToKnow(first.problem) && (await ask()) ? act() : first;
  }

  return (
    <Context value={{ ensure, run }}>
      {children}
      {Dialog && <Dialog open={open} close={close} asker={asker} confirmWith={confirmWith} email={email} />}
    </Context>
  );
}

const wantsToKnow = ({ errors }: { errors: { code?: string | undefined }[] }) =>
  errors.some(({ code }) => code === 'confirm_first');
