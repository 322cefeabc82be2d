import { listOperatorActions } from '@frontrow/common/http';
import type { ServiceDefinition } from '@frontrow/common/service';
import { Config, type Resources } from './config.ts';
import { onOrderChanged } from './consumers/on-order-changed.ts';
import { declinedLately } from './store/declines.ts';
import { disputesOpen } from './store/disputes.ts';
import { installationOf } from './store/installation.ts';
import { refundsFailed } from './store/refund-failures.ts';
import { straysUnsettled } from './store/stray-intents.ts';
import { openStripe } from './stripe/provider.ts';
import { listDisputes } from './use-cases/list-disputes.ts';
import { listPayments } from './use-cases/list-payments.ts';
import { listRefundFailures } from './use-cases/list-refund-failures.ts';
import { listThrottled } from './use-cases/list-throttled.ts';
import { lookUpPayments } from './use-cases/look-up-payments.ts';
import { payOrder } from './use-cases/pay-order.ts';
import { receiveWebhook } from './use-cases/receive-webhook.ts';
import { retryFailedRefund } from './use-cases/retry-refund.ts';
import { settleFailedRefund } from './use-cases/settle-refund.ts';
import { showConfig } from './use-cases/show-config.ts';
import { startReconciliation } from './use-cases/start-reconciliation.ts';
import { forget } from './workers/forget.ts';
import { reconcileHourly } from './workers/reconcile.ts';
import { settle } from './workers/settle.ts';
import { watchDisputes } from './workers/watch-disputes.ts';
import { watchRefunds } from './workers/watch-refunds.ts';

export const payments: ServiceDefinition<Config, Resources> = {
  name: 'payments',
  config: Config,
  prefix: '/api/payments',
  migrations: new URL('../migrations', import.meta.url),
  async open({ config, db }) {
    const settling = new Set<Promise<unknown>>();
    return {
      resources: { stripe: openStripe(config, installationOf(db)), settling },
      close: async () => void (await Promise.allSettled(settling)),
    };
  },
  routes: [
    payOrder,
    listPayments,
    showConfig,
    listRefundFailures,
    settleFailedRefund,
    retryFailedRefund,
    listDisputes,
    listThrottled,
    lookUpPayments,
    listOperatorActions,
    receiveWebhook,
    startReconciliation,
  ],
  consumers: [onOrderChanged],
  workers: [settle, watchRefunds, watchDisputes, reconcileHourly, forget],
  gauges: [refundsFailed, disputesOpen, straysUnsettled, declinedLately],
};
