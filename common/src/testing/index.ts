export * from './bad-cookies.ts';
export * from './builders.ts';
export * from './database.ts';
export { freePort, type TestEngine } from './engine.ts';
export * from './engines.ts';
export * from './eventually.ts';
export * from './link.ts';
export * from './service.ts';
export * from './sessions.ts';
