'use client';
import { MenuIcon } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  label: string;
  /** First letter of who is signed in; without it the button shows the menu sign. */
  initial: string | undefined;
  /** Shown at every width, not just where the main navigation has no room. */
  always: boolean;
  children: ReactNode;
}

/** A disclosure that closes on Escape, on a click elsewhere and once a link was followed; it opens without scripts too. */
export function Menu({ label, initial, always, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  const pathname = usePathname();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is what closes the menu.
  useEffect(() => {
    if (details.current) details.current.open = false;
  }, [pathname]);

  useEffect(() => {
    const close = (event: Event) => {
      const menu = details.current;
      if (!menu?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        menu.querySelector('summary')?.focus();
      } else if (menu.contains(event.target as Node)) return;
      menu.open = false;
    };
    document.addEventListener('keydown', close);
    document.addEventListener('pointerdown', close);
    return () => {
      document.removeEventListener('keydown', close);
      document.removeEventListener('pointerdown', close);
    };
  }, []);

  return (
    <details ref={details} className={`relative ${always ? '' : 'lg:hidden'}`}>
      <summary
        aria-label={label}
        className="flex size-11 list-none items-center justify-center rounded-full border border-edge font-display font-bold hover:bg-sunken [&::-webkit-details-marker]:hidden"
      >
        {initial ?? <MenuIcon aria-hidden className="size-5" />}
      </summary>
      <div className="card absolute right-0 z-50 mt-2 w-72 p-2 shadow-lift">{children}</div>
    </details>
  );
}
