import { getTranslations } from 'next-intl/server';
import { OperatorNav } from '@/components/operator/operator-nav';
import { operatorOnly } from '@/components/operator/operator-only';
import { RefundFailure } from '@/components/operator/refund-failure';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import { asMember } from '@/lib/api/member';
import { serverApi } from '@/lib/api/server';

export async function generateMetadata() {
  const t = await getTranslations('operator.refunds');
  return { title: t('name'), robots: { index: false } };
}

const PATH = '/operator/refunds';

export default async function Refunds() {
  await operatorOnly();
  const t = await getTranslations('operator.refunds');
  const answer = asMember(await (await serverApi()).payments.refundFailures(), PATH);
  return (
    <Page title={t('title')} intro={t('intro')} width="text">
      <OperatorNav here={PATH} />
      {!answer.ok && <OutOfOrder what="refunds" problem={answer.problem} />}
      {answer.ok && answer.data.length === 0 && <p className="card p-5 text-muted">{t('none')}</p>}
      {answer.ok && (
        <Words areas={['operator.refunds', 'problems']}>
          <ul className="space-y-5">
            {answer.data.map((refund) => (
              <li key={refund.id}>
                <RefundFailure refund={refund} />
              </li>
            ))}
          </ul>
        </Words>
      )}
    </Page>
  );
}
