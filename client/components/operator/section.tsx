import type { ReactNode } from 'react';
import { OutOfOrder } from '@/components/ui/out-of-order';
import type { Result } from '@/lib/api/result';

interface Props<T> {
  id: string;
  title: string;
  answer: Result<T[]>;
  /** What is said when there is nothing; without it nothing is shown then. */
  none?: string;
  children: (found: T) => ReactNode;
}

/** What one service found, each in a row; one that does not answer breaks its own section only. */
export function Section<T extends { id: string }>({ id, title, answer, none, children }: Props<T>) {
  if (none === undefined && answer.ok && answer.data.length === 0) return null;
  return (
    <section aria-labelledby={id} className="mt-10">
      <h2 id={id} className="headline mb-4 text-2xl">
        {title}
      </h2>
      {!answer.ok && <OutOfOrder what="lookup" problem={answer.problem} />}
      {answer.ok && answer.data.length === 0 && <p className="text-muted">{none}</p>}
      {answer.ok && answer.data.length > 0 && (
        <ul className="card divide-y divide-line">
          {answer.data.map((found) => (
            <li key={found.id} className="px-5 py-4">
              {children(found)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
