'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { SelectField, Submit, TextArea } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { browserApi } from '@/lib/api/browser';
import { createIntent } from '@/lib/api/intent';

const ways = ['bank_transfer', 'cash', 'other'] as const;
type Way = (typeof ways)[number];

interface Props {
  paymentId: string;
  money: string;
  retriable: boolean;
}

/** Says how a buyer was paid back, or has the provider asked for the refund once more; both with a reason that is kept. */
export function DecideRefund({ paymentId, money, retriable }: Props) {
  const t = useTranslations('operator.refunds');
  const router = useRouter();
  const [intent] = useState(createIntent);

  async function submit({ how = '', note = '' }: Record<string, string>) {
    const body = { how, note };
    const key = intent.keyFor(body);
    const answer =
      how === 'retry'
        ? await browserApi.payments.retryRefund(paymentId, note, key)
        : await browserApi.payments.settleRefund(paymentId, { how: how as Way, note }, key);
    intent.settle(answer.ok ? answer.status : answer.problem.status);
    return answer;
  }

  return (
    <div className="mt-5 border-t border-line pt-5">
      <Form fields={['how', 'note']} submit={submit} done={router.refresh}>
        <SelectField name="how" label={t('how', { money })} defaultValue={ways[0]}>
          {ways.map((way) => (
            <option key={way} value={way}>
              {t(`paid.${way}`)}
            </option>
          ))}
          {retriable && <option value="retry">{t('retry')}</option>}
        </SelectField>
        <TextArea name="note" label={t('note')} hint={t('noteHint')} maxLength={1000} />
        <Submit className="button-primary">{t('button')}</Submit>
      </Form>
    </div>
  );
}
