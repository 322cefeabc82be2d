/** The page for what is still wanted after the password: a second factor, or to add one. */
export const nextStepPath = (step: 'second_factor' | 'enrol', next: string): string =>
  `/signin/${step === 'enrol' ? 'set-up' : 'second-step'}?next=${encodeURIComponent(next)}`;
