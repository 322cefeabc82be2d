import type { ReactNode } from 'react';

const widths = { narrow: 'max-w-md', text: 'max-w-3xl', wide: 'max-w-[88rem]' };

/** The frame of a page: its one headline, what can be done about the whole of it, and its content. */
export function Page({
  title,
  intro,
  actions,
  width = 'wide',
  children,
}: {
  title: string;
  intro?: ReactNode;
  actions?: ReactNode;
  width?: keyof typeof widths;
  children: ReactNode;
}) {
  return (
    <div className={`mx-auto w-full px-4 pt-10 sm:px-6 sm:pt-14 ${widths[width]}`}>
      <div className="no-print mb-8 flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0">
          <h1 className="headline text-5xl sm:text-6xl">
            <bdi>{title}</bdi>
          </h1>
          {intro && <p className="mt-3 max-w-2xl text-lg text-muted">{intro}</p>}
        </div>
        {actions}
      </div>
      {children}
    </div>
  );
}
