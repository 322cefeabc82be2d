'use client';
import { createContext, type ReactNode, type RefObject, useContext, useLayoutEffect, useRef, useState } from 'react';

const Hold = createContext<RefObject<boolean>>({ current: false });

/** While it is true the stage keeps its size, so that the search does not move under the hands of who types in it. */
export const useHold = () => useContext(Hold);

interface Props {
  small: boolean;
  backdrop: ReactNode;
  /** The headline of the stage at its full size, and of the small one. */
  full: ReactNode;
  brief: ReactNode;
  children: ReactNode;
}

/** The upper part of the home page. It steps back once a search is on, but never because of a letter typed. */
export function Stage({ small, backdrop, full, brief, children }: Props) {
  const hold = useRef(false);
  const [shown, setShown] = useState(small);
  useLayoutEffect(() => {
    if (!hold.current) setShown(small);
  }, [small]);

  return (
    <section className="hero on-stage relative isolate overflow-hidden bg-stage text-stage-ink">
      <div className={`absolute inset-0 -z-10 ${shown ? 'opacity-45' : 'opacity-25 sm:opacity-100'}`}>{backdrop}</div>
      <div className={`mx-auto max-w-[88rem] px-4 sm:px-6 ${shown ? 'py-8' : 'pt-12 pb-14 sm:pt-18 sm:pb-20'}`}>
        {shown ? brief : full}
        <Hold value={hold}>{children}</Hold>
      </div>
    </section>
  );
}
