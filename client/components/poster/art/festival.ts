import { between } from '../random';
import { type Art, polar, times } from './art';

const sunrise: Art = ({ inks: [a, b, c] }, random) => {
  const ray = (i: number) => {
    const [from, to] = [polar((i * Math.PI) / 9, 460), polar((i * Math.PI) / 9 + 0.17, 460)];
    return `<path d="M0 0 L${from.x} ${from.y} L${to.x} ${to.y}z"/>`;
  };
  const pennant = (i: number) =>
    `<path d="M${i * 54 - 10} ${20 + (i % 2) * 9} h44 l-22 44z" fill="${[b, c, a][i % 3]}"/>`;
  return `
    <g fill="${a}" transform="translate(${between(random, 140, 260)} 215)">
      ${times(18, ray)}
      <circle r="100" fill="${b}"/>
    </g>
    <path d="M0 ${between(random, 205, 235)} q110 -60 210 0 t190 0 V320 H0z" fill="${c}"/>
    ${times(8, pennant)}`;
};

const tents: Art = ({ inks: [a, b, c] }, random) => {
  const tent = (i: number) => {
    const [x, top] = [60 + i * 140, between(random, 70, 140)];
    return `
      <path d="M${x} ${top} L${x + 110} 300 H${x - 110}z" fill="${i === 1 ? b : c}"/>
      <path d="M${x} ${top} L${x + 36} 300 H${x - 36}z" fill="${a}"/>
      <path d="M${x} ${top} v-34 l26 11 -26 11z" fill="${b}"/>`;
  };
  return `<circle cx="${between(random, 60, 340)}" cy="72" r="48" fill="${a}"/>${times(3, tent)}`;
};

const fireworks: Art = ({ inks }, random) => {
  const burst = (i: number) => {
    const size = between(random, 70, 120);
    const spark = (s: number) => {
      const tip = polar((s * Math.PI) / 8, size);
      return `<path d="M0 0 L${tip.x} ${tip.y}"/><circle cx="${tip.x}" cy="${tip.y}" r="6"/>`;
    };
    const place = `translate(${70 + i * 130} ${between(random, 60, 190)})`;
    return `<g transform="${place}" stroke="${inks[i]}" fill="${inks[(i + 1) % 3]}" stroke-width="5" stroke-linecap="round">${times(16, spark)}</g>`;
  };
  return times(3, burst);
};

export const festival = [sunrise, tents, fireworks] as const;
