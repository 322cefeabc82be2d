'use client';
const ROWS = 9;

/** A house seen from above, under one spotlight: curved rows of seats, the front row lit, a few seats taken. */
export function SeatPlan({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 1600 640" preserveAspectRatio="xMaxYMid slice" aria-hidden="true" className={className}>
      <defs>
        <radialGradient id="house-light" cx="0.78" cy="0.1" r="0.75">
          <stop offset="0" stopColor="#8c1540" stopOpacity=".95" />
          <stop offset=".45" stopColor="#52102e" stopOpacity=".6" />
          <stop offset="1" stopColor="#1c0d17" stopOpacity="0" />
        </radialGradient>
        <linearGradient id="house-beam" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#ffd23f" stopOpacity=".34" />
          <stop offset="1" stopColor="#ffd23f" stopOpacity="0" />
        </linearGradient>
        <linearGradient id="house-dark">
          <stop offset="0" stopColor="#1c0d17" />
          <stop offset=".3" stopColor="#1c0d17" stopOpacity=".85" />
          <stop offset=".62" stopColor="#1c0d17" stopOpacity="0" />
        </linearGradient>
      </defs>
      <rect width="1600" height="640" fill="url(#house-light)" />
      <path d="M1225 -20 h50 L1480 640 H1020 Z" fill="url(#house-beam)" />
      <g fill="none" strokeLinecap="round">
        {Array.from({ length: ROWS }, (_, row) => {
          const [half, y, depth] = [210 + row * 62, 110 + row * 58, 70 + row * 13];
          return (
            <path
              key={half}
              d={`M${1250 - half} ${y} q${half} ${depth * 2} ${half * 2} 0`}
              stroke={row === 0 ? '#ffd23f' : '#f7d9e4'}
              strokeOpacity={row === 0 ? 1 : 0.3 - row * 0.026}
              strokeWidth={row === 0 ? 19 : 17}
              strokeDasharray={`0.01 ${30 + row * 0.8}`}
            />
          );
        })}
      </g>
      <rect width="1600" height="640" fill="url(#house-dark)" />
    </svg>
  );
}
