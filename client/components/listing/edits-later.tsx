'use client';
import { type ComponentProps, lazy } from 'react';
import type { Edits as Shown } from './edits';

const Edits = lazy(async () => ({ default: (await import('./edits')).Edits }));

/** The same, whose scripts load only where something was edited. */
export const EditsLater = (props: ComponentProps<typeof Shown>) => <Edits {...props} />;
