'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { sandbox, type TestCard } from '@/lib/api/sandbox';
import { entryProblems } from '@/lib/card-entry';
import { useProblemWords } from '@/lib/problem-words';
import { CardInput } from './card-input';
import { PayButton } from './pay-button';
import { usePaying } from './paying';
import { TestCards } from './test-cards';

const groups = (digits: string) => digits.replace(/(\d{4})(?=\d)/g, '$1 ');
const onlyDigits = (text: string, most: number) => text.replace(/\D/g, '').slice(0, most);

/** Any month to come will do for a test card. */
const someExpiry = () => `12 / ${String(new Date().getFullYear() + 4).slice(-2)}`;

const FIELDS = ['number', 'exp_month', 'exp_year', 'cvc'];
const labels = { number: 'number', exp_month: 'expiry', exp_year: 'expiry', cvc: 'code' } as const;

/** What is wrong with a field; the words come when it is shown. */
interface Wrong {
  field: string;
  code?: string | undefined;
  message: string;
}

/** The sandbox's card form. The number goes to the sandbox alone, which gives a token for it, as the provider's would. */
export function SandboxForm({ total }: { total: string }) {
  const t = useTranslations('checkout');
  const { atField } = useProblemWords();
  const { attempt, pay, leave, fail, stage } = usePaying();
  const [card, setCard] = useState({ number: '', expiry: '', cvc: '' });
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (wrong.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const digits = onlyDigits(card.expiry, 4);
    const entry = { number: card.number, exp_month: digits.slice(0, 2), exp_year: digits.slice(2), cvc: card.cvc };
    const problems = entryProblems(entry).map((problem) => ({ ...problem, message: problem.code }));
    setWrong(problems);
    if (problems.length > 0) return;
    return attempt(async () => {
      const answer = await sandbox.tokenize(entry);
      if (!answer.ok) {
        const atFields = answer.problem.errors.filter(({ field }) => field !== undefined && FIELDS.includes(field));
        if (atFields.length === 0) return fail(answer.problem);
        return setWrong(atFields.map(({ field = 'number', code, message }) => ({ field, code, message })));
      }
      const payment = await pay({ token: answer.data.id });
      if (payment?.status === 'requires_action' && payment.challengeUrl) leave(payment.challengeUrl);
    });
  };

  const choose = ({ number, brand }: TestCard) => {
    setWrong([]);
    setCard({ number: groups(number), expiry: someExpiry(), cvc: brand === 'amex' ? '1234' : '123' });
  };

  const errorOf = (...fields: (keyof typeof labels)[]) => {
    const found = wrong.find(({ field }) => (fields as string[]).includes(field));
    return found && atField(found, t(`card.${labels[fields[0]!]}`));
  };
  return (
    <form ref={form} method="post" noValidate onSubmit={submit} className="grid grid-cols-2 gap-4">
      <fieldset disabled={stage !== 'open' && stage !== 'paying'} className="contents">
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
      </fieldset>
      <PayButton total={total} className="col-span-2 mt-1" />
      <TestCards choose={choose} />
    </form>
  );
}
