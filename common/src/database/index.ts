export * from './database.ts';
export * from './errors.ts';
export * from './id.ts';
export * from './migrate.ts';
export * from './rows.ts';
export * from './statement.ts';
