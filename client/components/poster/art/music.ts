import { between } from '../random';
import { type Art, times } from './art';

const record: Art = ({ inks: [a, b, c] }, random) => `
  <g transform="translate(${between(random, 120, 300)} 150)" fill="none">
    <circle r="215" fill="${c}"/>
    ${times(6, (i) => `<circle r="${200 - i * 26}" stroke="${i % 2 ? b : a}" stroke-width="${between(random, 3, 15)}"/>`)}
    <circle r="42" fill="${b}"/>
    <circle r="9" fill="${c}"/>
  </g>`;

const equalizer: Art = ({ inks: [a, b, c] }, random) => {
  const bar = (i: number) => {
    const height = between(random, 40, 230);
    return `<rect x="${20 + i * 33}" y="${262 - height}" width="23" height="${height}" rx="11.5" fill="${i % 3 ? a : b}"/>`;
  };
  return `<circle cx="${between(random, 90, 310)}" cy="120" r="112" fill="${c}"/>${times(11, bar)}`;
};

const waves: Art = ({ inks: [a, b, c] }, random) => {
  const lift = between(random, 30, 70);
  const wave = (i: number) =>
    `<path d="M${-20 - i * 9} ${80 + i * 25} q55 ${-lift} 110 0 t110 0 t110 0 t110 0 t110 0" stroke="${i % 2 ? a : c}"/>`;
  return `
    <circle cx="${between(random, 100, 300)}" cy="110" r="76" fill="${b}"/>
    <g fill="none" stroke-width="13">${times(8, wave)}</g>`;
};

export const music = [record, equalizer, waves] as const;
