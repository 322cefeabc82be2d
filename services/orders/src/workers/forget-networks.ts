import type { Worker } from '@frontrow/common/service';
import type { OrdersKit } from '../config.ts';
import { forgetPlacedFrom } from '../store/placed-from.ts';

/** Forgets which networks orders came from once nothing counts it any more. */
export const forgetNetworks = ({ db }: OrdersKit): Worker => ({
  name: 'forget-networks',
  everyMs: 10 * 60 * 1000,
  run: () => forgetPlacedFrom(db),
});
