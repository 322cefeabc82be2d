import { between } from '../random';
import { type Art, times } from './art';

const curtain: Art = ({ inks: [a, b, c] }, random) => {
  const light = between(random, 150, 250);
  const fold = (i: number) =>
    `<path d="M${i * 26 - 8} 0 q15 ${150 - i * 6} ${-10 - i * 4} 340 h34 q10 -180 4 -340z" fill="${i % 2 ? c : a}"/>`;
  const swag = (i: number) => `<path d="M${i * 50 - 25} 0 v22 a25 26 0 0 0 50 0 v-22z" fill="${i % 2 ? a : c}"/>`;
  return `
    <path d="M${light - 30} -10 h60 L${light + 130} 300 H${light - 130}z" fill="${b}" opacity=".9"/>
    ${times(5, fold)}
    <g transform="translate(400 0) scale(-1 1)">${times(5, fold)}</g>
    ${times(9, swag)}`;
};

export const spotlights: Art = ({ inks: [a, b, c] }, random) => {
  const beam = (i: number) => {
    const [foot, top] = [70 + i * 130 + between(random, -20, 20), between(random, 60, 340)];
    return `<path d="M${top} -30 L${foot - 74} 250 H${foot + 74}z" fill="${[a, b, c][i]}" opacity=".82"/>`;
  };
  return `
    ${times(3, beam)}
    <rect y="246" width="400" height="12" fill="${b}"/>
    ${times(15, (i) => `<circle cx="${12 + i * 27}" cy="272" r="6" fill="${i % 2 ? b : a}"/>`)}`;
};

const mask: Art = ({ inks: [a, b, c] }, random) => {
  const mouth = random() > 0.5 ? 'M-58 52 q58 62 116 0 q-58 26 -116 0z' : 'M-54 92 q54 -62 108 0 q-54 -26 -108 0z';
  return `
    <g transform="translate(200 140) rotate(${between(random, -14, 14)})">
      <circle r="190" fill="${c}" opacity=".45"/>
      <path d="M-105 -110 q105 45 210 0 q12 150 -40 215 q-65 70 -130 0 q-52 -65 -40 -215z" fill="${b}"/>
      <path d="M0 -87 q55 2 105 -23 q12 150 -40 215 q-32 36 -65 36z" fill="${a}"/>
      <path d="M-74 -25 q30 -34 58 0 q-28 16 -58 0z M74 -25 q-30 -34 -58 0 q28 16 58 0z ${mouth}" fill="${c}"/>
    </g>`;
};

export const theatre = [curtain, spotlights, mask] as const;
