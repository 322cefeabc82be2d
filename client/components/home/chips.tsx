'use client';
import Link from 'next/link';
import { type ReactNode, useLayoutEffect, useRef } from 'react';

interface Chip {
  name: string;
  href: string;
  current: boolean;
}

export const Chips = ({ label, chips }: { label: string; chips: Chip[] }) => (
  <nav aria-label={label}>
    <ul className="flex gap-2 sm:flex-wrap">
      {chips.map(({ name, href, current }) => (
        <li key={name}>
          <Link
            href={href}
            prefetch={false}
            aria-current={current ? 'true' : undefined}
            scroll={false}
            className="chip"
          >
            <bdi>{name}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);

/** Chips in a row, which a phone moves sideways: so that the chosen one can be seen. */
export function ChipRow({ chosen, children }: { chosen: string | undefined; children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another one is chosen, whichever that is.
  useLayoutEffect(() => {
    const chip = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current && chip)
      row.current.scrollLeft = chip.offsetLeft - (row.current.clientWidth - chip.offsetWidth) / 2;
  }, [chosen]);
  return (
    <div
      ref={row}
      className="relative -mx-4 flex gap-x-2 gap-y-2 overflow-x-auto px-4 py-1.5 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:gap-x-6 sm:px-0"
    >
      {children}
    </div>
  );
}
