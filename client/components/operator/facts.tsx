import type { ReactNode } from 'react';

/** What is known of something, by name. */
export const Facts = ({ facts }: { facts: Record<string, ReactNode> }) => (
  <dl className="card space-y-3 p-5 sm:grid sm:grid-cols-[8rem_1fr] sm:gap-x-6 sm:gap-y-2 sm:space-y-0">
    {Object.entries(facts).map(([name, value]) => (
      <div key={name} className="sm:contents">
        <dt className="text-muted">{name}</dt>
        <dd className="min-w-0 font-semibold break-words">{value}</dd>
      </div>
    ))}
  </dl>
);
