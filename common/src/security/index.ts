export * from './limiter.ts';
export * from './network.ts';
