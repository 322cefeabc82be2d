export * from './check.ts';
export * from './days.ts';
export * from './events/index.ts';
export * from './http/index.ts';
export * from './id.ts';
export * from './money.ts';
export * from './problem.ts';
