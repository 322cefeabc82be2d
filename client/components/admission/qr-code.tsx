import { create } from 'qrcode';

/** Modules of quiet zone, which the standard asks for (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code as one path, black on its own white ground, so that it scans in the dark theme and on paper alike. */
export function QrCode({ code, label, className }: { code: string; label: string; className: string }) {
  const { size, data } = create(code, { errorCorrectionLevel: 'M' }).modules;
  const side = size + 2 * QUIET;
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={draw(size, data)} transform={`translate(${QUIET} ${QUIET + 0.5})`} stroke="#000" />
    </svg>
  );
}

/** Each run of dark modules as a line of width 1 through their middle: a third of what a square for each would take. */
function draw(size: number, data: Uint8Array): string {
  let path = '';
  for (let row = 0; row < size; row += 1) {
    const line = data.subarray(row * size, (row + 1) * size);
    path += `M0 ${row}`;
    for (let start = 0; start < size; ) {
      const next = line.indexOf(line[start] ? 0 : 1, start);
      const end = next === -1 ? size : next;
      path += line[start] ? `h${end - start}` : `m${end - start} 0`;
      start = end;
    }
  }
  return path;
}
