import { aggregateOf } from '@frontrow/common/contracts';
import { listOperatorActions, openFeed } from '@frontrow/common/http';
import type { ServiceDefinition } from '@frontrow/common/service';
import { Config, type TicketsKit } from './config.ts';
import { onOrder } from './consumers/on-order.ts';
import { onPaymentCaptured } from './consumers/on-payment-captured.ts';
import { onStockUpdated } from './consumers/on-stock-updated.ts';
import { onUser } from './consumers/on-user.ts';
import { openPictures } from './images/pictures.ts';
import { admissionCodes } from './security/admission-code.ts';
import { codeSealer } from './security/seal-codes.ts';
import { viewCounter } from './security/view-counter.ts';
import { findAvailability } from './store/listings.ts';
import { acceptInvitation, declineInvitation } from './use-cases/answer-invitation.ts';
import { cancelTicket } from './use-cases/cancel-ticket.ts';
import { checkIn } from './use-cases/check-in.ts';
import { checkInOffline } from './use-cases/check-in-offline.ts';
import { endSales, pauseSales, resumeSales } from './use-cases/control-sales.ts';
import { createTicket } from './use-cases/create-ticket.ts';
import { editTicket } from './use-cases/edit-ticket.ts';
import { findTickets } from './use-cases/find-tickets.ts';
import { foreseeDeletion } from './use-cases/foresee-deletion.ts';
import { getOrganiser } from './use-cases/get-organiser.ts';
import { getPoster } from './use-cases/get-poster.ts';
import { getTicket } from './use-cases/get-ticket.ts';
import { getMyOrganiser, introduceOrganiser } from './use-cases/introduce-organiser.ts';
import { listCities } from './use-cases/list-cities.ts';
import { listDoorConflicts } from './use-cases/list-door-conflicts.ts';
import { listDoorDuty } from './use-cases/list-door-duty.ts';
import { listEdits } from './use-cases/list-edits.ts';
import { listMyAdmissions } from './use-cases/list-my-admissions.ts';
import { listOnSale } from './use-cases/list-on-sale.ts';
import { listSelling } from './use-cases/list-selling.ts';
import { listViews } from './use-cases/list-views.ts';
import { lookUpListings } from './use-cases/look-up-listings.ts';
import { nameStaff } from './use-cases/name-staff.ts';
import { putPoster } from './use-cases/put-poster.ts';
import { readDoorList } from './use-cases/read-door-list.ts';
import { releaseDoorLease } from './use-cases/release-door-lease.ts';
import { removePoster } from './use-cases/remove-poster.ts';
import { reportView } from './use-cases/report-view.ts';
import { streamAvailability } from './use-cases/stream-availability.ts';
import { reinstateListing, suspendListing } from './use-cases/suspend-listing.ts';
import { takeDoorLease } from './use-cases/take-door-lease.ts';
import { undoCheckIn } from './use-cases/undo-check-in.ts';
import { watchDoor } from './use-cases/watch-door.ts';
import { forgetInvitations } from './workers/forget-invitations.ts';
import { forgetPosters } from './workers/forget-posters.ts';
import { flushViews, keepViews } from './workers/keep-views.ts';
import { markPastListings } from './workers/mark-past.ts';

export const tickets: ServiceDefinition<Config, TicketsKit['resources']> = {
  name: 'tickets',
  config: Config,
  prefix: '/api/tickets',
  migrations: new URL('../migrations', import.meta.url),
  plansAnew: ['requests'],
  async open({ config, db, log, bus, onEvents }) {
    const availability = openFeed({
      load: async (ids) =>
        (await findAvailability(db, ids)).map((state) => ({ id: state.id, version: state.version, state })),
      topic: 'availability',
      signals: bus,
      onError: (error) => log.debug({ err: error }, 'cannot look for changes'),
    });
    onEvents((events) =>
      availability.changed(
        events.filter(({ type }) => aggregateOf(type) === 'ticket').map(({ aggregateId }) => aggregateId),
      ),
    );
    const codes = admissionCodes(config.ADMISSION_KEYS.keys);
    const sealCodes = codeSealer(codes, config.CODES_SECRET);
    const views = viewCounter();
    const close = async () => {
      availability.close();
      await flushViews(db, views).catch((error) => log.warn({ err: error }, 'the last views were not kept'));
    };
    return { resources: { codes, sealCodes, availability, views, pictures: openPictures() }, close };
  },
  // The fixed paths come before `/:id`, which would take them for an id.
  routes: [
    findTickets,
    createTicket,
    listCities,
    listOnSale,
    listSelling,
    listViews,
    listMyAdmissions,
    listDoorDuty,
    foreseeDeletion,
    lookUpListings,
    listOperatorActions,
    getOrganiser,
    getMyOrganiser,
    introduceOrganiser,
    getTicket,
    listEdits,
    editTicket,
    cancelTicket,
    suspendListing,
    reinstateListing,
    pauseSales,
    resumeSales,
    endSales,
    reportView,
    streamAvailability,
    nameStaff,
    acceptInvitation,
    declineInvitation,
    putPoster,
    removePoster,
    getPoster,
    watchDoor,
    checkIn,
    undoCheckIn,
    takeDoorLease,
    releaseDoorLease,
    readDoorList,
    checkInOffline,
    listDoorConflicts,
  ],
  consumers: [onUser, onStockUpdated, onOrder, onPaymentCaptured],
  workers: [keepViews, forgetPosters, forgetInvitations, markPastListings],
};
