import { between } from '../random';
import { type Art, round, times } from './art';

const speech: Art = ({ inks: [a, b, c] }, random) => `
  <path d="M30 40 h230 a40 40 0 0 1 40 40 v70 a40 40 0 0 1 -40 40 h-130 l-50 56 v-56 h-50z" fill="${c}"/>
  <g transform="translate(${between(random, 0, 40)} ${between(random, 20, 50)})">
    <path d="M150 40 h170 a40 40 0 0 1 40 40 v60 a40 40 0 0 1 -40 40 v50 l-50 -50 h-120 a40 40 0 0 1 -40 -40 v-60 a40 40 0 0 1 40 -40z" fill="${a}"/>
    ${times(3, (i) => `<circle cx="${182 + i * 53}" cy="110" r="14" fill="${b}"/>`)}
  </g>`;

const halftone: Art = ({ inks: [a, b] }, random) => {
  const [focusX, focusY] = [between(random, 0, 9), between(random, 0, 6)];
  const dot = (i: number) => {
    const [x, y] = [i % 10, Math.floor(i / 10)];
    const radius = round(Math.max(2, 20 - Math.hypot(x - focusX, y - focusY) * 2.6));
    const ink = x === focusX || y === focusY ? b : a;
    return `<circle cx="${20 + x * 40}" cy="${20 + y * 40}" r="${radius}" fill="${ink}"/>`;
  };
  return times(80, dot);
};

const quote: Art = ({ inks: [a, b, c] }, random) => `
  <g class="poster-type" font-size="760" transform="rotate(${between(random, -8, 8)} 200 150)">
    <text x="${between(random, -30, 10)}" y="600" fill="${c}">“</text>
    <text x="${between(random, 20, 60)}" y="560" fill="${a}">“</text>
  </g>
  <rect x="24" y="250" width="${between(random, 80, 300)}" height="12" fill="${b}"/>`;

export const talks = [speech, halftone, quote] as const;
