import type { Decision } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { Notice } from './notice';
import { Time } from './time';

/** What operators decided last about a listing or an account, in their words; nothing is said of what was lifted. */
export function DecisionNotice({ decision, title }: { decision: Decision | null; title: string }) {
  const t = useTranslations('ui.decision');
  if (!decision || decision.lifted) return null;
  return (
    <Notice kind="warn" title={title}>
      <p className="mt-1">{t(`ground.${decision.ground}`)}</p>
      <p className="mt-1 whitespace-pre-line">
        <bdi>{decision.reason}</bdi>
      </p>
      <p className="mt-1 text-sm">
        <Time instant={decision.at} style="stamp" />
      </p>
    </Notice>
  );
}
