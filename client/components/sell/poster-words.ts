import type { ProblemDetail } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { type ApiProblem, sentence } from '@/lib/api/result';
import { useProblemWords } from '@/lib/problem-words';

/** What is wrong with an image, in a sentence: what the API says of the body that was sent is said of the image. */
export function usePosterWords() {
  const t = useTranslations('selling.poster');
  const { atField, wordsOf } = useProblemWords();
  const imageWords = (detail: ProblemDetail): string => sentence(atField(detail, t('theImage')));
  return {
    imageWords,
    posterWords(problem: ApiProblem): string {
      const ofImage = problem.errors.find(({ field }) => field === 'body');
      return ofImage ? imageWords(ofImage) : wordsOf(problem);
    },
  };
}
