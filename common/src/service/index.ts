export * from './config.ts';
export type { GaugeDefinition } from './housekeeping.ts';
export * from './kit.ts';
export type { Log } from './log.ts';
export * from './start.ts';
export * from './worker.ts';
