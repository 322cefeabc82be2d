'use client';
import Link from 'next/link';

interface Props {
  label: string;
  chips: { name: string; href: string; current: boolean }[];
}

export const Chips = ({ label, chips }: Props) => (
  <nav aria-label={label} className="-mx-4 overflow-x-auto px-4 py-5 [scrollbar-width:none] sm:mx-0 sm:px-0">
    <ul className="flex gap-2 sm:flex-wrap">
      {chips.map(({ name, href, current }) => (
        <li key={name}>
          <Link href={href} aria-current={current ? 'true' : undefined} scroll={false} className="chip">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);
