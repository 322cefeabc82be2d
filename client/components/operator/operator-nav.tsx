import Link from 'next/link';

const pages = [
  { href: '/operator/promises', name: 'Promises' },
  { href: '/operator', name: 'Orders' },
] as const;

/** The operator's pages; `here` is the one shown, unless it is below one of them. */
export const OperatorNav = ({ here }: { here?: (typeof pages)[number]['href'] }) => (
  <nav aria-label="Operator" className="no-print mb-6 flex flex-wrap gap-2">
    {pages.map(({ href, name }) => (
      <Link
        key={href}
        href={href}
        aria-current={href === here ? 'page' : undefined}
        className={`button ${href === here ? 'bg-ink text-page' : 'button-quiet'}`}
      >
        {name}
      </Link>
    ))}
  </nav>
);
