import type { Palette } from '../palette';
import type { Random } from '../random';

/** Draws SVG onto a sheet that is 400 wide; what lies below 300 is left to the type. */
export type Art = (palette: Palette, random: Random) => string;

export const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('');

export const round = (value: number): number => Math.round(value * 10) / 10;

export const polar = (angle: number, radius: number) => ({
  x: round(Math.cos(angle) * radius),
  y: round(Math.sin(angle) * radius),
});
