'use client';
import { createContext, type ReactNode, type RefObject, useContext, useLayoutEffect, useRef, useState } from 'react';

interface Size {
  /** While it is true the stage keeps its size, so that the search does not move under the hands of who types in it. */
  held: RefObject<boolean>;
  /** Makes room for what is found. */
  stepBack(): void;
}

const StageSize = createContext<Size>({ held: { current: false }, stepBack() {} });
export const useStage = () => useContext(StageSize);

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
  const held = useRef(false);
  const [shown, setShown] = useState(small);
  const size = useRef<Size>({ held, stepBack: () => setShown(true) });
  useLayoutEffect(() => {
    if (!held.current) setShown(small);
  }, [small]);

  return (
    <section className="hero on-stage relative isolate overflow-hidden bg-stage text-stage-ink">
      <div className={`absolute inset-0 -z-10 ${shown ? 'opacity-45' : 'opacity-25 lg:opacity-100'}`}>{backdrop}</div>
      <div className={`mx-auto max-w-[88rem] px-4 sm:px-6 ${shown ? 'pb-4' : 'pt-7 pb-3 sm:pt-9'}`}>
        {shown ? brief : full}
        <StageSize value={size.current}>{children}</StageSize>
      </div>
    </section>
  );
}
