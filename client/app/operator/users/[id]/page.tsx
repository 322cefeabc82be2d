import type { AccountView, OwedMailView } from '@frontrow/common/contracts';
import { notFound } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { AccountEventRow } from '@/components/operator/account-events';
import { Act } from '@/components/operator/acts';
import { Facts } from '@/components/operator/facts';
import { ListingRow, OrderRow } from '@/components/operator/found-rows';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { RecordOf } from '@/components/operator/record-of';
import { Section } from '@/components/operator/section';
import { DecisionNotice } from '@/components/ui/decision-notice';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { Time } from '@/components/ui/time';
import { locales } from '@/i18n/locales';
import { Words } from '@/i18n/words';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';
import type { SearchParams } from '@/lib/listing-search';
import { pathWith } from '@/lib/paths';

/** What happened with an account, on one page of it. */
const EVENTS = 20;

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata() {
  const t = await getTranslations('operator.account');
  return { title: t('name'), robots: { index: false } };
}

/** Of an account that is gone there is no address any more; what it bought and sold is still here. */
export default async function OperatorAccount({ params, searchParams }: Props) {
  await operatorOnly();
  const [t, { id }, { before }] = [await getTranslations('operator.account'), await params, await searchParams];
  const cursor = typeof before === 'string' ? before : undefined;
  const { operators } = await serverApi();
  const [found, events, orders, listings, mails] = await Promise.all([
    operators.account(id),
    operators.accountEvents(id, { before: cursor, limit: EVENTS }),
    operators.orders({ userId: id, limit: 20 }),
    operators.listings({ sellerId: id, limit: 20 }),
    operators.mails({ userId: id, limit: 20 }),
  ]);
  const path = `/operator/users/${id}`;
  const answer = asMember(found, path);
  if (!answer.ok && answer.problem.status === 400) notFound();
  const isGone = !answer.ok && answer.problem.status === 404;

  return (
    <Page title={answer.ok ? answer.data.email : t('name')} width="text">
      <OperatorNav />
      {answer.ok && <Account account={answer.data} />}
      {isGone && <Notice kind="info" title={t('gone')} />}
      {!answer.ok && !isGone && <OutOfOrder what="lookup" problem={answer.problem} />}
      {answer.ok && (
        <>
          <Section id="events" title={t('events')} answer={events} none={t('none')}>
            {(event) => <AccountEventRow event={event} />}
          </Section>
          <Pager
            first={cursor && `${path}#events`}
            next={
              events.ok && events.data.length === EVENTS
                ? `${pathWith(path, { before: events.data.at(-1)!.id })}#events`
                : undefined
            }
          />
        </>
      )}
      <Section id="orders" title={t('orders')} answer={orders} none={t('none')}>
        {(order) => <OrderRow order={order} />}
      </Section>
      <Section id="listings" title={t('listings')} answer={listings} none={t('none')}>
        {(listing) => <ListingRow listing={listing} />}
      </Section>
      <Words areas={['operator.acts', 'problems']}>
        <Section id="mails" title={t('mails')} answer={mails} none={t('none')}>
          {(mail) => <MailRow mail={mail} />}
        </Section>
      </Words>
      <RecordOf id={id} />
    </Page>
  );
}

function Account({ account }: { account: AccountView }) {
  const t = useTranslations('operator.account');
  const { id, role, createdAt, suspendedAt, verified, pendingEmail, language, sessions, decision } = account;
  return (
    <>
      <DecisionNotice decision={decision} title={t('suspended')} />
      <div className="mt-4">
        <Facts
          facts={{
            [t('state')]: t(suspendedAt ? 'suspended' : role === 'operator' ? 'operator' : 'open'),
            [t('since')]: <Time instant={createdAt} style="stamp" />,
            [t('email')]: t(verified ? 'confirmed' : 'unconfirmed'),
            ...(pendingEmail && { [t('pending')]: <bdi>{pendingEmail}</bdi> }),
            [t('language')]: locales[language].name,
            [t('sessions')]: sessions,
            [t('id')]: <span className="font-mono text-sm">{id}</span>,
          }}
        />
      </div>
      <Words areas={['operator.acts', 'problems']}>
        <div className="mt-4 flex flex-wrap gap-3">
          {role !== 'operator' && <Act name={suspendedAt ? 'reinstateAccount' : 'suspendAccount'} id={id} />}
          {sessions > 0 && <Act name="endSessions" id={id} />}
        </div>
      </Words>
    </>
  );
}

function MailRow({ mail }: { mail: OwedMailView }) {
  const t = useTranslations('operator.mail');
  const kind = mail.kind as Parameters<typeof t.has>[0];
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div className="min-w-0">
        <p className="font-semibold">{t.has(`kinds.${kind}` as never) ? t(`kinds.${kind}` as never) : mail.kind}</p>
        <p className="text-sm text-muted">
          {t(`state.${mail.state}`)}
          {' · '}
          <Time instant={mail.endedAt ?? mail.happenedAt} style="stamp" />
          {mail.why && ` · ${mail.why}`}
        </p>
      </div>
      <Act name="resendMail" id={mail.id} />
    </div>
  );
}
