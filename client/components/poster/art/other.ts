import { between } from '../random';
import { type Art, polar, times } from './art';
import { spotlights } from './theatre';

const rows: Art = ({ inks: [a, b, c] }, random) => {
  const seat = between(random, 4, 12);
  const row = (r: number) => {
    const count = 9 + r * 2;
    return times(count, (i) => {
      const { x, y } = polar(Math.PI * (0.18 + (0.64 * i) / (count - 1)), 130 + r * 42);
      const lit = r === 0 || (r === 3 && i === seat);
      return `<circle cx="${x}" cy="${y}" r="13" fill="${lit ? b : r % 2 ? a : c}"/>`;
    });
  };
  return `
    <g transform="translate(200 -80)">
      <path d="M-120 96 h240" stroke="${b}" stroke-width="10"/>
      ${times(6, row)}
    </g>`;
};

const stub: Art = ({ inks: [a, b, c], ground }, random) => {
  const ticket = (i: number) => `
    <g transform="translate(${120 + i * 70} ${110 + i * 34}) rotate(${between(random, -30, 30)})">
      <path d="M-150 -64 h300 v44 a20 20 0 0 0 0 40 v44 h-300 v-44 a20 20 0 0 0 0 -40z" fill="${[c, a, b][i]}"/>
      <path d="M70 -60 v120" stroke="${ground}" stroke-width="5" stroke-dasharray="7 9"/>
    </g>`;
  return times(3, ticket);
};

export const other = [rows, spotlights, stub] as const;
