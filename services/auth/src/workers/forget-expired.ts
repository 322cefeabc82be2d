import type { Worker } from '@frontrow/common/service';
import type { AuthKit } from '../config.ts';
import { deleteExpired } from '../store/expired.ts';

export const forgetExpired = ({ db }: AuthKit): Worker => ({
  name: 'forget-expired',
  everyMs: 10 * 60 * 1000,
  run: () => deleteExpired(db),
});
