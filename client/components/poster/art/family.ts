import { between, pick } from '../random';
import { type Art, times } from './art';

const blocks: Art = ({ inks, type }, random) => {
  const block = (i: number) => {
    const ink = pick(random, inks);
    const shape = pick(random, [
      '<circle r="44"/>',
      '<path d="M-50 -50 h100 a100 100 0 0 1 -100 100z"/>',
      '<path d="M-50 50 L50 50 L-50 -50z"/>',
      '<path d="M-50 0 a50 50 0 0 1 100 0z"/>',
      `<circle r="22" fill="${type}"/>`,
    ]);
    const place = `translate(${(i % 4) * 100 + 50} ${Math.floor(i / 4) * 100 + 50}) rotate(${between(random, 0, 3) * 90})`;
    return `<g transform="${place}" fill="${ink}">${shape}</g>`;
  };
  return times(12, block);
};

const balloons: Art = ({ inks }, random) => {
  const balloon = (i: number) => {
    const [x, y] = [40 + i * 66 + between(random, -14, 14), between(random, 60, 160)];
    return `
      <path d="M${x} ${y + 60} q${between(random, -30, 30)} 70 0 190" fill="none" stroke="${inks[2]}" stroke-width="2.5"/>
      <ellipse cx="${x}" cy="${y}" rx="46" ry="58" fill="${inks[i % 3]}"/>
      <ellipse cx="${x - 16}" cy="${y - 22}" rx="8" ry="14" fill="#fff" opacity=".5"/>`;
  };
  return times(6, balloon);
};

const night: Art = ({ inks: [a, b, c], type }, random) => {
  const star = () => {
    const place = `translate(${between(random, 10, 390)} ${between(random, 10, 200)}) scale(${between(random, 4, 13) / 10})`;
    return `<path d="M0 -14 L4 -4 L14 0 L4 4 L0 14 L-4 4 L-14 0 L-4 -4z" transform="${place}" fill="${a}"/>`;
  };
  return `
    ${times(16, star)}
    <circle cx="${between(random, 110, 290)}" cy="110" r="74" fill="${c}"/>
    <path d="M-20 320 V220 q60 -70 120 -20 q50 -90 130 -10 q50 -60 100 -10 q50 -40 90 20 V320z" fill="${b}"/>
    <path d="M-20 320 V270 q90 -60 190 -10 q110 -70 250 0 V320z" fill="${type}" opacity=".85"/>`;
};

export const family = [blocks, balloons, night] as const;
