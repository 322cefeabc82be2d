'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { WithReason } from '@/components/ui/with-reason';
import { browserApi, browserSend } from '@/lib/api/browser';
import { createOperatorsApi } from '@/lib/api/operators';
import type { Result } from '@/lib/api/result';

/** What operators can do, each with a reason. */
type Name =
  | 'suspendListing'
  | 'reinstateListing'
  | 'cancelListing'
  | 'suspendAccount'
  | 'reinstateAccount'
  | 'endSessions'
  | 'refundOrder'
  | 'releaseOrder'
  | 'resendMail';

type Given = Parameters<Parameters<typeof WithReason>[0]['act']>[0];

const { orders } = browserApi;
const operators = createOperatorsApi(browserSend);
const acts: Record<Name, (id: string, given: Given) => Promise<Result<unknown>>> = {
  suspendListing: operators.suspendListing,
  reinstateListing: (id, { reason }) => operators.reinstateListing(id, { reason }),
  cancelListing: operators.cancelListing,
  suspendAccount: operators.suspendAccount,
  reinstateAccount: (id, { reason }) => operators.reinstateAccount(id, { reason }),
  endSessions: (id, { reason }) => operators.endSessions(id, { reason }),
  refundOrder: (id, { reason }) => orders.refund(id, { reason }),
  releaseOrder: (id, { reason }) => operators.releaseOrder(id, { reason }),
  resendMail: (id, { reason }) => operators.resendMail(id, { reason }),
};

/** Decisions against somebody, who is told of ground and reason. */
const grounded: Name[] = ['suspendListing', 'cancelListing', 'suspendAccount'];
const dangerous: Name[] = [...grounded, 'endSessions', 'refundOrder', 'releaseOrder'];

/** A button for one of them, about the thing of this id. */
export function Act({ name, id }: { name: Name; id: string }) {
  const t = useTranslations(`operator.acts.${name}`);
  const router = useRouter();
  return (
    <WithReason
      label={t('ask')}
      title={t('title')}
      confirmLabel={t('confirm')}
      hint={t('hint')}
      danger={dangerous.includes(name)}
      grounded={grounded.includes(name)}
      act={(given) => acts[name](id, given)}
      done={router.refresh}
    >
      {t('text')}
    </WithReason>
  );
}
