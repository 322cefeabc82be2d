import { between } from '../random';
import { type Art, times } from './art';

const track: Art = ({ inks: [a, b, c] }, random) => {
  const lane = (i: number) => {
    const radius = 150 + i * 42;
    const ink = i === 3 ? c : i % 2 ? a : b;
    return `<path d="M-300 ${-i * 42} H120 a${radius} ${radius} 0 0 1 ${radius} ${radius} V500" stroke="${ink}" stroke-width="${i % 2 ? 30 : 5}"/>`;
  };
  const place = `translate(${between(random, 20, 120)} 290) rotate(${between(random, -18, -4)})`;
  return `<g fill="none" transform="${place}">${times(7, lane)}</g>`;
};

const ball: Art = ({ inks: [a, b, c] }, random) => {
  const stripe = (i: number) => `<path d="M-60 ${i * 70 - 20} L460 ${i * 70 - 170} v34 L-60 ${i * 70 + 14}z"/>`;
  return `
    <g fill="${a}" opacity=".85">${times(6, stripe)}</g>
    <g transform="translate(${between(random, 130, 280)} 140)">
      <circle r="108" fill="${c}"/>
      <path d="M-108 0 a108 108 0 0 1 216 0" fill="${b}" transform="rotate(${between(random, 0, 359)})"/>
      <path d="M-76 -76 a108 108 0 0 1 0 152 M76 -76 a108 108 0 0 0 0 152" fill="none" stroke="${a}" stroke-width="8"/>
      <circle r="108" fill="none" stroke="${a}" stroke-width="8"/>
    </g>`;
};

const pitch: Art = ({ inks: [a, b, c], type }, random) => `
  <g transform="translate(200 140) rotate(${between(random, -24, 24)}) scale(1.25)" fill="none" stroke="${type}" stroke-width="6">
    ${times(8, (i) => `<rect x="${-280 + i * 70}" y="-260" width="70" height="520" fill="${i % 2 ? a : 'none'}" stroke="none" opacity=".8"/>`)}
    <path d="M0 -260 V260"/>
    <circle r="74"/>
    <circle r="9" fill="${type}"/>
    <path d="M-150 -86 h-130 M-150 86 h-130 M-150 -86 v172 M150 -86 h130 M150 86 h130 M150 -86 v172"/>
    <circle cx="${between(random, -90, 90)}" cy="${between(random, -70, 40)}" r="17" fill="${c}" stroke="${b}"/>
  </g>`;

export const sport = [track, ball, pitch] as const;
