import { between, randomFrom } from '@/components/poster/random';

const INKS = ['#ffd23f', '#ff94a9', '#ffffff', '#c91f4b', '#6fe0a3'];

/** A handful of paper from the gallery; it falls once, and not at all for readers who want no motion. */
export function Confetti({ seed }: { seed: string }) {
  const random = randomFrom(seed);
  const pieces = Array.from({ length: 36 }, (_, id) => ({
    id,
    x: between(random, 150, 800),
    y: between(random, -10, 70),
    turn: between(random, 0, 90),
    delay: between(random, 0, 5),
  }));
  return (
    <svg
      viewBox="0 0 800 260"
      preserveAspectRatio="xMaxYMin slice"
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 size-full"
    >
      {pieces.map(({ id, x, y, turn, delay }) => (
        <g key={id} transform={`translate(${x} ${y})`}>
          <rect
            width="9"
            height="15"
            rx="2"
            fill={INKS[id % INKS.length]}
            transform={`rotate(${turn})`}
            className={`confetti confetti-${delay}`}
          />
        </g>
      ))}
    </svg>
  );
}
