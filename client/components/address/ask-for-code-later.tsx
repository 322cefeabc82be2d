'use client';
import { lazy } from 'react';

/** What only those load who are asked: it is part of every page, most of whose visitors are not. */
export const AskForCodeLater = lazy(async () => ({ default: (await import('./ask-for-code')).AskForCode }));
