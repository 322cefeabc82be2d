export * from './database.ts';
export * from './id.ts';
export * from './migrate.ts';
