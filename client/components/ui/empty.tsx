import type { ReactNode } from 'react';

/** Nothing here yet: says why, and what to do about it. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="card flex flex-col items-center px-6 py-14 text-center">
      <svg viewBox="0 0 200 74" aria-hidden="true" className="mb-6 w-44 text-edge">
        <path d="M60 8h80" stroke="currentColor" strokeWidth="6" strokeLinecap="round" />
        {[0, 1, 2].map((row) => (
          <path
            key={row}
            d={`M${44 - row * 14} ${26 + row * 16} q${56 + row * 14} 26 ${112 + row * 28} 0`}
            fill="none"
            stroke="currentColor"
            strokeOpacity={0.9 - row * 0.28}
            strokeWidth="9"
            strokeLinecap="round"
            strokeDasharray="0.01 15"
          />
        ))}
      </svg>
      <h2 className="headline text-3xl">{title}</h2>
      <p className="mt-3 max-w-md text-muted">{children}</p>
      {action && <div className="mt-6 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}
