'use client';
import { type ComponentProps, lazy } from 'react';
import type { CardRow } from './card-row';

const Row = lazy(async () => ({ default: (await import('./card-row')).CardRow }));

/** The same, whose scripts load only where there is one: few pages of events lead on to others. */
export const CardRowLater = (props: ComponentProps<typeof CardRow>) => <Row {...props} />;
