'use client';
import { type ComponentProps, lazy, Suspense } from 'react';
import type { ForMembers as Members } from './for-members';

const ForMembers = lazy(async () => ({ default: (await import('./for-members')).ForMembers }));

/** What only members load: the header is part of every page, and most visitors are none. */
export const ForMembersLater = (props: ComponentProps<typeof Members>) => (
  <Suspense>
    <ForMembers {...props} />
  </Suspense>
);
