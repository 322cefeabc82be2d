'use client';
import { type Askable, Asking } from './asking';
import type { Question } from './confirm-dialog';

const load = async () => (await import('./confirm-dialog')).ConfirmDialog;

/** A button that asks whether it is meant. */
export const Confirm = ({ label, className, disabled, opened, ...question }: Question & Askable) => (
  <Asking {...{ label, className, disabled, opened, load, question }} danger={question.danger} />
);
