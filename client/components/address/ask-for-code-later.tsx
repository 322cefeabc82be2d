'use client';
import { type ComponentProps, lazy } from 'react';
import type { AskForCode as Asked } from './ask-for-code';

const AskForCode = lazy(async () => ({ default: (await import('./ask-for-code')).AskForCode }));

/** What only those load who are asked: it is part of every page, most of whose visitors are not. */
export const AskForCodeLater = (props: ComponentProps<typeof Asked>) => <AskForCode {...props} />;
