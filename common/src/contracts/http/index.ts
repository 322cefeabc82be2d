export * from './audit.ts';
export * from './notifications.ts';
export * from './orders.ts';
export * from './paging.ts';
export * from './payments.ts';
export * from './sales.ts';
export * from './tickets.ts';
export * from './users.ts';
