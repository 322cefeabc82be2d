import { type AdmissionView, orderNumber } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { AddToCalendar } from '@/components/listing/add-to-calendar';
import { Admission } from './admission';
import { PrintButton } from './print-button';

/** The tickets of one order, with what can be done about all of them. In print each order has a page of its own. */
export function OrderTickets({ admissions }: { admissions: AdmissionView[] }) {
  const t = useTranslations('order.tickets');
  const [{ orderId, ticket }] = admissions as [AdmissionView];
  const valid = admissions.some(({ status }) => status === 'valid');
  return (
    <section aria-label={t('ofOrder', { number: orderNumber(orderId) })} className="order-tickets printable">
      <ul className="space-y-5">
        {admissions.map((admission) => (
          <li key={admission.id}>
            <Admission admission={admission} />
          </li>
        ))}
      </ul>
      {valid && (
        <div className="no-print mt-3 flex flex-wrap gap-x-6 gap-y-1">
          {admissions.length > 1 && <PrintButton what="tickets" />}
          {ticket.startsAt && <AddToCalendar event={ticket} />}
        </div>
      )}
    </section>
  );
}
