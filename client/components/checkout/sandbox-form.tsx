'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';
import { sandbox, type TestCard } from '@/lib/api/sandbox';
import { useProblemWords } from '@/lib/problem-words';
import { CardInput } from './card-input';
import { TestCards } from './test-cards';
import type { usePayment } from './use-payment';

const groups = (digits: string) => digits.replace(/(\d{4})(?=\d)/g, '$1 ');
const onlyDigits = (text: string, most: number) => text.replace(/\D/g, '').slice(0, most);

/** Any month to come will do for a test card. */
const someExpiry = () => `12 / ${String(new Date().getFullYear() + 4).slice(-2)}`;

/** The sandbox's card form. The number goes to the sandbox alone, which gives a token for it, as the provider's would. */
export function SandboxForm({ attempts, total }: { attempts: ReturnType<typeof usePayment>; total: string }) {
  const t = useTranslations('checkout');
  const { sentencesOf } = useProblemWords();
  const { attempt, pay, busy } = attempts;
  const [card, setCard] = useState({ number: '', expiry: '', cvc: '' });
  const [wrong, setWrong] = useState<{ field: string; message: string }>();
  const hydrated = useHydrated();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    return attempt(async () => {
      const digits = onlyDigits(card.expiry, 4);
      const [exp_month, exp_year] = [digits.slice(0, 2), digits.slice(2)];
      const answer = await sandbox.tokenize({ number: card.number, exp_month, exp_year, cvc: card.cvc });
      if (!answer.ok) {
        const [error] = answer.problem.errors;
        return setWrong({
          field: error?.field ?? 'number',
          message: error ? sentencesOf([error]) : answer.problem.title,
        });
      }
      setWrong(undefined);
      const payment = await pay({ token: answer.data.id });
      if (payment?.status === 'requires_action' && payment.challengeUrl) window.location.assign(payment.challengeUrl);
    });
  };

  const choose = ({ number, brand }: TestCard) => {
    setWrong(undefined);
    setCard({ number: groups(number), expiry: someExpiry(), cvc: brand === 'amex' ? '1234' : '123' });
  };

  const errorOf = (...fields: string[]) => (wrong && fields.includes(wrong.field) ? wrong.message : undefined);
  return (
    <form method="post" noValidate onSubmit={submit} className="grid grid-cols-2 gap-4">
      <CardInput
        className="col-span-2"
        label={t('card.number')}
        autoComplete="cc-number"
        placeholder="1234 1234 1234 1234"
        value={card.number}
        error={errorOf('number')}
        change={(text) => setCard({ ...card, number: groups(onlyDigits(text, 19)) })}
      />
      <CardInput
        label={t('card.expiry')}
        autoComplete="cc-exp"
        placeholder={t('card.expiryHint')}
        value={card.expiry}
        error={errorOf('exp_month', 'exp_year')}
        change={(text) => setCard({ ...card, expiry: onlyDigits(text, 4).replace(/^(\d\d)(?=\d)/, '$1 / ') })}
      />
      <CardInput
        label={t('card.code')}
        autoComplete="cc-csc"
        placeholder={t('card.codeHint')}
        value={card.cvc}
        error={errorOf('cvc')}
        change={(text) => setCard({ ...card, cvc: onlyDigits(text, 4) })}
      />
      <button type="submit" disabled={busy || !hydrated} className="button button-primary button-large col-span-2 mt-1">
        {busy ? t('paying') : t('pay', { total })}
      </button>
      <TestCards choose={choose} />
    </form>
  );
}
