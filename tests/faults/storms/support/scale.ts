/** The sizes of the storms are those of the promise; STORM_SCALE makes them smaller where time is short. */
const scale = Number(process.env.STORM_SCALE ?? 1);

export const scaled = (size: number): number => Math.max(1, Math.round(size * scale));
