import { between } from '../random';
import { type Art, times } from './art';

const laughter: Art = ({ inks: [a, b, c] }, random) => `
  <g class="poster-type" font-size="118" transform="rotate(${between(random, -12, 8)} 200 150)">
    ${times(4, (i) => `<text x="${i % 2 ? -70 : -20}" y="${60 + i * 94}" fill="${[a, b, c, a][i]}">HA HA HA HA</text>`)}
  </g>`;

const smile: Art = ({ inks: [a, b, c] }, random) => {
  const ray = (i: number) =>
    `<rect x="-11" y="-290" width="22" height="150" fill="${i % 2 ? b : a}" transform="rotate(${i * 22.5})"/>`;
  return `
    <g transform="translate(200 142) rotate(${between(random, -16, 16)})">
      ${times(16, ray)}
      <circle r="124" fill="${b}" stroke="${c}" stroke-width="8"/>
      <ellipse cx="-42" cy="-36" rx="13" ry="24" fill="${c}"/>
      <ellipse cx="42" cy="-36" rx="13" ry="24" fill="${c}"/>
      <path d="M-78 14 h156 a78 78 0 0 1 -156 0z" fill="${c}"/>
      <path d="M-42 76 a48 40 0 0 1 84 0 a78 78 0 0 1 -84 0z" fill="${a}"/>
    </g>`;
};

const microphone: Art = ({ inks: [a, b, c], type }, random) => `
  <circle cx="200" cy="150" r="210" fill="${a}" opacity=".55"/>
  <g transform="translate(${between(random, 170, 220)} 120) rotate(${between(random, 18, 34)})">
    <rect x="-21" y="44" width="42" height="260" rx="14" fill="${type}"/>
    <rect x="-44" y="26" width="88" height="26" rx="12" fill="${c}"/>
    <circle r="78" cy="-36" fill="${b}"/>
    ${times(7, (i) => `<path d="M-78 ${-36} q78 ${-84 + i * 28} 156 0" fill="none" stroke="${type}" stroke-width="3"/>`)}
    ${times(5, (i) => `<path d="M${-44 + i * 22} -100 v128" stroke="${type}" stroke-width="3"/>`)}
  </g>`;

export const comedy = [laughter, smile, microphone] as const;
