import type { AccountView, FoundPaymentView, OrderView, SellingView } from '@frontrow/common/contracts';
import { getTranslations } from 'next-intl/server';
import { AccountRow, ListingRow, OrderRow, PaymentRow } from '@/components/operator/found-rows';
import { LookupForm } from '@/components/operator/lookup-form';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { Section } from '@/components/operator/section';
import { Page } from '@/components/ui/page';
import { asMember } from '@/lib/api/member';
import type { Result } from '@/lib/api/result';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { readWanted } from '@/lib/lookup';
import { pathWith } from '@/lib/paths';

export async function generateMetadata() {
  const t = await getTranslations('operator.lookup');
  return { title: t('name'), robots: { index: false } };
}

export default async function Lookup({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await operatorOnly();
  const t = await getTranslations('operator.lookup');
  const { q } = await searchParams;
  const text = typeof q === 'string' ? q.trim() : '';

  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      <OperatorNav here="/operator/lookup" />
      <LookupForm action="/operator/lookup" field="q" label={t('label')} button={t('button')}>
        <input id="q" name="q" type="search" defaultValue={text} maxLength={200} spellCheck={false} className="input" />
      </LookupForm>
      {text && <Found text={text} />}
    </Page>
  );
}

const nothing = <T,>(): Result<T[]> => ({ ok: true, data: [], status: 200, next: undefined });

/** One result as a list of it; of something that is not there, none. */
const asList = <T,>(answer: Result<T>): Result<T[]> => {
  if (answer.ok) return { ...answer, data: [answer.data] };
  return answer.problem.status === 404 ? nothing() : answer;
};

/** Asks every service for what the text may be. */
async function Found({ text }: { text: string }) {
  const t = await getTranslations('operator.lookup');
  const { operators } = await serverApi();
  const { email, last4, number, id, words } = readWanted(text);
  const [accounts, orders, payments, listings] = await Promise.all([
    email ? operators.accounts(email) : id ? operators.account(id).then(asList) : nothing<AccountView>(),
    number ? operators.orders({ number, limit: 50 }) : nothing<OrderView>(),
    last4 ? operators.payments({ last4, limit: 50 }) : nothing<FoundPaymentView>(),
    id ? operators.listings({ id }) : words ? operators.listings({ q: words, limit: 50 }) : nothing<SellingView>(),
  ]);
  const path = pathWith('/operator/lookup', { q: text });
  const answers = [accounts, orders, payments, listings];
  for (const answer of answers) asMember<unknown>(answer, path);
  if (answers.every((answer) => answer.ok && answer.data.length === 0)) {
    return <p className="card mt-6 p-5 text-muted">{t('none')}</p>;
  }
  return (
    <>
      <Section id="accounts" title={t('accounts')} answer={accounts}>
        {(account) => <AccountRow account={account} />}
      </Section>
      <Section id="orders" title={t('orders')} answer={orders}>
        {(order) => <OrderRow order={order} />}
      </Section>
      <Section id="payments" title={t('payments')} answer={payments}>
        {(payment) => <PaymentRow payment={payment} />}
      </Section>
      <Section id="listings" title={t('listings')} answer={listings}>
        {(listing) => <ListingRow listing={listing} />}
      </Section>
    </>
  );
}
