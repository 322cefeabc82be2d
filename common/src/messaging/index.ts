export * from './bus.ts';
export * from './consume.ts';
export * from './dead-letters.ts';
export * from './history.ts';
export * from './outbox.ts';
export * from './relay.ts';
export * from './subscription.ts';
export * from './tables.ts';
