'use client';
import { useEffect, useState } from 'react';
import { between, randomFrom } from '@/components/poster/random';

const INKS = ['#ffd23f', '#ff94a9', '#ffffff', '#c91f4b', '#6fe0a3'];

/** Where this browser keeps for which orders it fell; of so many, the oldest are forgotten. */
const KEPT = 'frontrow-confetti';
const MOST_KEPT = 100;

/** A handful of paper from the gallery. It falls once for an order, and not at all for readers who want no motion. */
export function Confetti({ orderId }: { orderId: string }) {
  const [falls, setFalls] = useState(false);
  useEffect(() => {
    if (isFirstTime(orderId)) setFalls(true);
  }, [orderId]);
  if (!falls) return null;

  const random = randomFrom(orderId);
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
      data-testid="confetti"
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

function isFirstTime(orderId: string): boolean {
  try {
    const before = localStorage.getItem(KEPT)?.split(' ') ?? [];
    if (before.includes(orderId)) return false;
    localStorage.setItem(KEPT, [orderId, ...before].slice(0, MOST_KEPT).join(' '));
    return true;
  } catch {
    return false; // a browser that keeps nothing would see it at every visit
  }
}
