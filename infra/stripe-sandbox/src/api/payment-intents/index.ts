export { cancel } from './cancel.ts';
export { capture } from './capture.ts';
export { confirm } from './confirm.ts';
export { create } from './create.ts';
export { list, retrieve, search } from './read.ts';
export { update } from './update.ts';
