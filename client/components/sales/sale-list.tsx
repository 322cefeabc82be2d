import type { SaleView } from '@frontrow/common/contracts';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Words } from '@/i18n/words';
import type { Result } from '@/lib/api/result';
import { SaleRow } from './sale-row';

/** A page of orders of a seller's listings, or why there is none. */
export function SaleList({
  answer,
  none,
  named = false,
}: {
  answer: Result<SaleView[]>;
  none: string;
  named?: boolean;
}) {
  if (!answer.ok) return <OutOfOrder what="sales" problem={answer.problem} />;
  if (answer.data.length === 0) return <p className="card p-5 text-muted">{none}</p>;
  return (
    <Words areas={['selling.refund', 'problems']}>
      <ul className="space-y-3">
        {answer.data.map((sale) => (
          <li key={sale.id}>
            <SaleRow sale={sale} named={named} />
          </li>
        ))}
      </ul>
    </Words>
  );
}
