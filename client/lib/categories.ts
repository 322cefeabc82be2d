import type { Category } from '@frontrow/common/contracts';

export const categoryNames: Record<Category, string> = {
  music: 'Music',
  theatre: 'Theatre',
  comedy: 'Comedy',
  sport: 'Sport',
  festival: 'Festivals',
  classical: 'Classical',
  family: 'Family',
  talks: 'Talks',
  other: 'Other',
};
