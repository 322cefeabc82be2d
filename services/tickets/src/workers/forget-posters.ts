import type { Worker } from '@frontrow/common/service';
import type { TicketsKit } from '../config.ts';
import { deleteReplacedPosters } from '../store/posters.ts';

export const forgetPosters = ({ db }: TicketsKit): Worker => ({
  name: 'forget-posters',
  everyMs: 60 * 60 * 1000,
  run: () => deleteReplacedPosters(db),
});
