import type { OrderFilter } from '@frontrow/common/contracts';
import Link from 'next/link';
import { pathWith } from '@/lib/paths';

export interface StatusFilter {
  name: string;
  status?: OrderFilter | undefined;
}

/** Narrows a list of orders to a status, by links. */
export function StatusNav({
  label,
  path,
  filters,
  current,
}: {
  label: string;
  path: string;
  filters: readonly StatusFilter[];
  current: OrderFilter | undefined;
}) {
  return (
    <nav aria-label={label} className="mb-5 flex flex-wrap gap-2">
      {filters.map(({ name, status }) => (
        <Link
          key={name}
          href={pathWith(path, { status })}
          aria-current={status === current ? 'true' : undefined}
          className={`button ${status === current ? 'bg-ink text-page' : 'button-quiet'}`}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
