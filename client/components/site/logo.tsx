'use client';
/** A stage and its rows of seats, the front row lit. */
export function LogoMark({ className = '' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" fill="#b0123b" />
      <path d="M9 7h14" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <path
        d="M7 13.2c4.9 3.9 13.1 3.9 18 0"
        fill="none"
        stroke="#ffd23f"
        strokeWidth="3"
        strokeLinecap="round"
        strokeDasharray="0.01 4.9"
      />
      <path
        d="M5.4 18.8c5.8 4.8 15.4 4.8 21.2 0"
        fill="none"
        stroke="#fff"
        strokeOpacity=".75"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeDasharray="0.01 4.8"
      />
      <path
        d="M4.6 24.2c6.2 5 16.6 5 22.8 0"
        fill="none"
        stroke="#fff"
        strokeOpacity=".45"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeDasharray="0.01 4.9"
      />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="flex items-center gap-2.5">
      <LogoMark className="size-8" />
      <span className="wordmark text-xl">{'Frontrow'}</span>
    </span>
  );
}
