import type { AccountEventView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';

/** Something that happened with an account, in words. */
export function AccountEventRow({ event }: { event: AccountEventView }) {
  const t = useTranslations('operator.events');
  const act = useTranslations('operator.record.actions');
  const { what, outcome, reason } = event;
  const isAct = what === 'operator_act' && reason !== null && act.has(reason as never);
  const why = reason !== null && !isAct && t.has(`reasons.${reason}` as never) && t(`reasons.${reason}` as never);
  return (
    <div>
      <p className={`font-semibold ${outcome === 'refused' ? 'text-bad' : ''}`}>
        {isAct ? act(reason as never) : t(`said.${what}.${outcome}`)}
        {why && <span className="font-normal text-muted">{` · ${why}`}</span>}
      </p>
      <p className="text-sm text-muted">
        <Time instant={event.at} style="stamp" />
        {' · '}
        <From event={event} />
      </p>
    </div>
  );
}

/** Which browser it came from, or that an operator did it. */
function From({ event: { by, device } }: { event: AccountEventView }) {
  const t = useTranslations('operator.events');
  if (by === 'operator') return t('byOperator');
  if (!device) return t('noDevice');
  const { browser, system } = device;
  if (browser && system) return t('device', { browser, system });
  return browser ?? system ?? t('unknownDevice');
}
