import { randomInt } from 'node:crypto';
import { SHORT_CODE_BASE, SHORT_CODE_FREE, shortCodeOf } from '@frontrow/common/contracts';

/** A random short code, one of 17 billion. That it is unique at its door is kept by the table. */
export const newShortCode = (): string =>
  shortCodeOf(Array.from({ length: SHORT_CODE_FREE }, () => randomInt(SHORT_CODE_BASE)));
