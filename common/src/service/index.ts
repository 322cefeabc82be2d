export * from './config.ts';
export * from './definition.ts';
export * from './derived-token.ts';
export type { GaugeDefinition } from './gauges.ts';
export * from './kit.ts';
export type { Log } from './log.ts';
export * from './run.ts';
export * from './start.ts';
export * from './worker.ts';
