import { create } from 'qrcode';

/** Modules of quiet zone, which the standard asks for (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code as one path, black on its own white ground, so that it scans in the dark theme and on paper alike. */
export function QrCode({ code, label, className }: { code: string; label: string; className: string }) {
  const { size, data } = create(code, { errorCorrectionLevel: 'M' }).modules;
  const side = size + 2 * QUIET;
  const path: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (data[row * size + column]) path.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
    }
  }
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path.join('')} fill="#000" />
    </svg>
  );
}
