export * from './app.ts';
export * from './cursor.ts';
export * from './feed.ts';
export * from './idempotency.ts';
export * from './openapi.ts';
export * from './problem.ts';
export * from './route.ts';
export * from './session.ts';
