import { aggregateOf } from '@frontrow/common/contracts';
import { listOperatorActions, openFeed } from '@frontrow/common/http';
import type { ServiceDefinition } from '@frontrow/common/service';
import { Config, type OrdersKit } from './config.ts';
import { onAdmission } from './consumers/on-admission.ts';
import { onExpirationComplete } from './consumers/on-expiration-complete.ts';
import { onPayment } from './consumers/on-payment.ts';
import { onTicket } from './consumers/on-ticket.ts';
import { onUser } from './consumers/on-user.ts';
import { findCancellations } from './store/cancellations.ts';
import { findVersions, findViewsById } from './store/views.ts';
import { cancelOrder } from './use-cases/cancel-order.ts';
import { exportFigures } from './use-cases/export-figures.ts';
import { exportSales } from './use-cases/export-sales.ts';
import { extendOrder } from './use-cases/extend-order.ts';
import { getCancellation } from './use-cases/get-cancellation.ts';
import { getFigures } from './use-cases/get-figures.ts';
import { getOrder } from './use-cases/get-order.ts';
import { getTimeline } from './use-cases/get-timeline.ts';
import { listListingSales } from './use-cases/list-listing-sales.ts';
import { listOrders } from './use-cases/list-orders.ts';
import { listSales } from './use-cases/list-sales.ts';
import { lookUpOrders } from './use-cases/look-up-orders.ts';
import { placeOrder } from './use-cases/place-order.ts';
import { refundOrder } from './use-cases/refund-order.ts';
import { releaseOrder } from './use-cases/release-order.ts';
import { streamCancellation } from './use-cases/stream-cancellation.ts';
import { streamOrder } from './use-cases/stream-order.ts';
import { cancelEvents } from './workers/cancel-events.ts';
import { cancelSuspended } from './workers/cancel-suspended.ts';
import { forgetNetworks } from './workers/forget-networks.ts';
import { sweepOverdue } from './workers/sweep-overdue.ts';

export const orders: ServiceDefinition<Config, OrdersKit['resources']> = {
  name: 'orders',
  config: Config,
  prefix: '/api/orders',
  migrations: new URL('../migrations', import.meta.url),
  async open({ db, bus, log, onEvents }) {
    const onError = (error: unknown) => log.debug({ err: error }, 'cannot look for changes');
    const feed = openFeed({
      load: async (ids) => (await findViewsById(db, ids)).map(versioned),
      versions: (ids) => findVersions(db, ids),
      topic: 'orders',
      signals: bus,
      onError,
    });
    // The money of a refund comes back without an event of its order, so what a seller looks at is looked up each second.
    const cancellations = openFeed({
      load: async (ids) => (await findCancellations(db, ids)).map(versioned),
      topic: 'cancellations',
      signals: bus,
      onError,
      paceMs: 1_000,
      lookMs: 1_000,
    });
    onEvents((events) =>
      feed.changed(events.filter(({ type }) => aggregateOf(type) === 'order').map(({ aggregateId }) => aggregateId)),
    );
    const close = async () => {
      feed.close();
      cancellations.close();
    };
    return { resources: { feed, cancellations }, close };
  },
  routes: [
    placeOrder,
    listOrders,
    listSales,
    exportSales('csv'),
    exportSales('xlsx'),
    getFigures,
    exportFigures('csv'),
    exportFigures('xlsx'),
    listListingSales,
    getCancellation,
    streamCancellation,
    listOperatorActions,
    lookUpOrders,
    getOrder,
    cancelOrder,
    refundOrder,
    releaseOrder,
    extendOrder,
    getTimeline,
    streamOrder,
  ],
  consumers: [onTicket, onPayment, onAdmission, onExpirationComplete, onUser],
  workers: [sweepOverdue, cancelEvents, cancelSuspended, forgetNetworks],
};

const versioned = <State extends { id: string; version: number }>(state: State) => ({
  id: state.id,
  version: state.version,
  state,
});
