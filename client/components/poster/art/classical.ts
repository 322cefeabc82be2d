import { between } from '../random';
import { type Art, times } from './art';

const strings: Art = ({ inks: [a, b, c] }, random) => {
  const bend = between(random, 60, 190);
  const string = (i: number) => {
    const curve = `M${i * 20 - 30} -10 C${i * 34 - 90} ${bend} ${300 - i * 6} 190 ${i * 27 - 20} 330`;
    return `<path d="${curve}" stroke="${i % 4 ? a : b}" stroke-width="${i % 4 ? 2.5 : 5}"/>`;
  };
  return `
    <circle cx="${between(random, 90, 300)}" cy="120" r="92" fill="${c}" opacity=".55"/>
    <g fill="none">${times(17, string)}</g>`;
};

const staves: Art = ({ inks: [a, b, c] }, random) => {
  const note = (i: number) => {
    const [step, ink] = [between(random, 0, 8) * 7, random() > 0.72 ? b : a];
    return `
      <g transform="translate(${34 + i * 66} ${step})" fill="${ink}">
        <ellipse rx="13" ry="9.5" transform="rotate(-22)"/>
        <path d="M9.5 -50 h4 v48 h-4z"/>
      </g>`;
  };
  const stave = (i: number) => `
    <g transform="translate(0 ${26 + i * 88}) rotate(-5 200 40)">
      ${times(5, (line) => `<rect x="-20" y="${line * 14}" width="450" height="2.5" fill="${c}"/>`)}
      ${times(6, note)}
    </g>`;
  return times(3, stave);
};

const keys: Art = ({ inks: [a, b, c], type, ground }, random) => {
  const struck = between(random, 1, 7);
  const white = (i: number) =>
    `<rect x="${i * 50}" y="70" width="47" height="240" rx="4" fill="${i === struck ? b : type}"/>`;
  const black = (i: number) =>
    i % 7 === 2 || i % 7 === 6
      ? ''
      : `<rect x="${i * 50 + 33}" y="70" width="31" height="130" rx="3" fill="${ground}"/>`;
  return `
    <g transform="translate(200 150) rotate(${between(random, -16, 16)}) scale(1.25) translate(-225 -150)">
      <rect x="-20" y="36" width="490" height="34" fill="${a}"/>
      <rect x="-20" y="30" width="490" height="6" fill="${c}"/>
      ${times(9, white)}${times(9, black)}
    </g>`;
};

export const classical = [strings, staves, keys] as const;
