export * from './open-limits.ts';
