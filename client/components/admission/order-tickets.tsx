import { type AdmissionView, orderNumber } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { Admission } from './admission';
import { PrintButton } from './print-button';

/** The tickets of one order, with what can be done about all of them. In print each order has a page of its own. */
export function OrderTickets({ admissions }: { admissions: AdmissionView[] }) {
  const t = useTranslations('order.tickets');
  const valid = admissions.filter(({ status }) => status === 'valid');
  return (
    <section
      aria-label={t('ofOrder', { number: orderNumber(admissions[0]!.orderId) })}
      className="order-tickets printable"
    >
      <ul className="space-y-5">
        {admissions.map((admission) => (
          <li key={admission.id}>
            <Admission admission={admission} />
          </li>
        ))}
      </ul>
      {valid.length > 1 && (
        <p className="no-print mt-3">
          <PrintButton what="tickets" />
        </p>
      )}
    </section>
  );
}
