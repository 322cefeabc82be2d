import { conflict } from '@frontrow/common/http';
import type { Refusal } from '../place.ts';

/** The answer to a command that the rules of orders reject. */
export const refusal = ({ rejected, code, params, more }: Refusal) =>
  conflict({ message: rejected, code, ...(params && { params }) }, more);
