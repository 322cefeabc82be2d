'use client';
import { type Askable, Asking } from './asking';
import type { ReasonQuestion } from './reason-dialog';

const load = async () => (await import('./reason-dialog')).ReasonDialog;

/** A button that asks why before it acts. */
export const WithReason = ({ label, className, disabled, opened, ...question }: ReasonQuestion & Askable) => (
  <Asking {...{ label, className, disabled, opened, load, question }} danger={question.danger} />
);
