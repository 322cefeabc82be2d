import { gate } from '@frontrow/common/testing';
import { payments } from '../src/service.ts';
import type { Step } from '../src/settlement.ts';
import { installationOf } from '../src/store/installation.ts';
import { openStripe } from '../src/stripe/provider.ts';

/** Stripe, whose answers come when a test lets them: so what several payments learn is decided on together. */
export interface Held {
  definition: typeof payments;
  /** What it was asked for, in this order, as `step key`. */
  asked: string[];
  /** Has answers to a step wait; resolves once so many of them are there. */
  hold(step: Step, answers: number): Promise<void>;
  /** Gives all answers to a step that are held, at once; later ones are not held. */
  release(step: Step): void;
}

export function holdableStripe(): Held {
  const asked: string[] = [];
  const holds = new Map<Step, { missing: number; complete: ReturnType<typeof gate>; given: ReturnType<typeof gate> }>();
  return {
    asked,
    hold(step, answers) {
      const hold = { missing: answers, complete: gate(), given: gate() };
      holds.set(step, hold);
      return hold.complete.passed;
    },
    release(step) {
      holds.get(step)?.given.open();
      holds.delete(step);
    },
    definition: {
      ...payments,
      async open({ config, db }) {
        const stripe = openStripe(config, installationOf(db));
        const ask: typeof stripe.ask = async (step, payment, key) => {
          asked.push(`${step} ${key}`);
          const reply = await stripe.ask(step, payment, key);
          const hold = holds.get(step);
          if (hold) {
            hold.missing -= 1;
            if (hold.missing === 0) hold.complete.open();
            await hold.given.passed;
          }
          return reply;
        };
        return { resources: { stripe: { ...stripe, ask }, settling: new Set() } };
      },
    },
  };
}
