import type { ReactNode } from 'react';

/** What is known of something, by name. */
export const Facts = ({ facts }: { facts: Record<string, ReactNode> }) => (
  <dl className="card grid gap-x-6 gap-y-2 p-5 sm:grid-cols-[8rem_1fr]">
    {Object.entries(facts).map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="text-muted">{name}</dt>
        <dd className="min-w-0 font-semibold break-words">{value}</dd>
      </div>
    ))}
  </dl>
);
