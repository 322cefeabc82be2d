// Makes a service's process a test build: NODE_OPTIONS=--import loads this before anything else. It changes nothing by
// itself; it rewrites the named places of edits.js, plants the bug that is asked for, and sets the clock.
import { register } from 'node:module';
import { setClock } from './clock.js';
import { faultPoints } from './fault-points.js';

const { FRONTROW_STATE = '', FRONTROW_PROCESS = '', PLANTED_BUG } = process.env;

setClock(FRONTROW_STATE, FRONTROW_PROCESS);
Object.assign(globalThis, { faultPoints: faultPoints(FRONTROW_STATE, FRONTROW_PROCESS) });
register('./rewrite.js', import.meta.url, { data: { bug: PLANTED_BUG } });
