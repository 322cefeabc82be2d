import { getTranslations } from 'next-intl/server';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { RefundFailure } from '@/components/operator/refund-failure';
import { ThrottledList } from '@/components/operator/throttled-list';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export async function generateMetadata() {
  const t = await getTranslations('operator.payments');
  return { title: t('name'), robots: { index: false } };
}

const PATH = '/operator/payments';

/** What of the money needs a person: refunds that failed, and who is kept from trying more cards. */
export default async function Payments() {
  await operatorOnly();
  const t = await getTranslations('operator');
  const { payments } = await serverApi();
  const [failures, throttled] = await Promise.all([payments.refundFailures(), payments.throttled()]);
  const refunds = asMember(failures, PATH);
  return (
    <Page title={t('payments.title')} width="text">
      <OperatorNav here={PATH} />
      <section aria-labelledby="refunds">
        <h2 id="refunds" className="headline text-3xl">
          {t('refunds.title')}
        </h2>
        <p className="mt-2 mb-5 max-w-2xl text-muted">{t('refunds.intro')}</p>
        {!refunds.ok && <OutOfOrder what="refunds" problem={refunds.problem} />}
        {refunds.ok && refunds.data.length === 0 && <p className="card p-5 text-muted">{t('refunds.none')}</p>}
        {refunds.ok && (
          <Words areas={['operator.refunds', 'problems']}>
            <ul className="space-y-5">
              {refunds.data.map((refund) => (
                <li key={refund.id}>
                  <RefundFailure refund={refund} />
                </li>
              ))}
            </ul>
          </Words>
        )}
      </section>
      <section aria-labelledby="throttled" className="mt-12">
        <h2 id="throttled" className="headline text-3xl">
          {t('throttled.title')}
        </h2>
        <p className="mt-2 mb-5 max-w-2xl text-muted">{t('throttled.intro')}</p>
        {throttled.ok ? (
          <ThrottledList throttled={throttled.data} />
        ) : (
          <OutOfOrder what="throttled" problem={throttled.problem} />
        )}
      </section>
    </Page>
  );
}
