import { Minus, Plus } from 'lucide-react';

/** How many tickets, from 1 to `most`. */
export function QuantityPicker({
  value,
  most,
  change,
}: {
  value: number;
  most: number;
  change: (next: number) => void;
}) {
  const step = 'flex size-13 items-center justify-center rounded-full hover:not-disabled:bg-sunken disabled:opacity-40';
  return (
    <fieldset className="flex items-center rounded-full border border-edge">
      <legend className="sr-only">Number of tickets</legend>
      <button
        type="button"
        aria-label="One fewer"
        disabled={value <= 1}
        onClick={() => change(value - 1)}
        className={step}
      >
        <Minus aria-hidden className="size-5" />
      </button>
      <output aria-live="polite" aria-label="Tickets" className="figures w-9 text-center text-xl font-bold">
        {value}
      </output>
      <button
        type="button"
        aria-label="One more"
        disabled={value >= most}
        onClick={() => change(value + 1)}
        className={step}
      >
        <Plus aria-hidden className="size-5" />
      </button>
    </fieldset>
  );
}
