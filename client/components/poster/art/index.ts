import type { Category } from '@frontrow/common/contracts';
import type { Art } from './art';
import { classical } from './classical';
import { comedy } from './comedy';
import { family } from './family';
import { festival } from './festival';
import { music } from './music';
import { other } from './other';
import { sport } from './sport';
import { talks } from './talks';
import { theatre } from './theatre';

/** What may be drawn for each category. */
export const arts: Record<Category, readonly [Art, ...Art[]]> = {
  music,
  theatre,
  comedy,
  sport,
  festival,
  classical,
  family,
  talks,
  other,
};
