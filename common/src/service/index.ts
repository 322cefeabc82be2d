export * from './config.ts';
export * from './kit.ts';
export type { Log } from './log.ts';
export * from './start.ts';
export * from './worker.ts';
