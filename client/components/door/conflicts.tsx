import type { DoorConflictView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';

/** Who was let in without a connection and should not have been: it cannot be undone, but people at the door should know. */
export function Conflicts({ conflicts }: { conflicts: DoorConflictView[] }) {
  const t = useTranslations('door.conflicts');
  if (conflicts.length === 0) return null;
  return (
    <section aria-labelledby="conflicts" className="card p-5">
      <h2 id="conflicts" className="font-semibold text-bad">
        {t('title')}
      </h2>
      <ul className="mt-3 divide-y divide-line">
        {conflicts.map((conflict) => (
          <li key={conflict.scanId} className="py-3" data-conflict={conflict.kind}>
            <Story {...conflict} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Story({ kind, admissionId, number, of, scannedAt, deviceName, otherAt, otherDeviceName }: DoorConflictView) {
  const t = useTranslations('door.conflicts');
  const facts = {
    device: deviceName,
    scanned: () => <Time instant={scannedAt} style="stamp" />,
    other: () => otherAt && <Time instant={otherAt} style="stamp" />,
  };
  const ticket = { number: number ?? 0, of: of ?? 0 };
  return (
    <>
      <p>
        {kind === 'used' &&
          otherDeviceName &&
          t.rich('bothOffline', { ...facts, ...ticket, otherDevice: otherDeviceName })}
        {kind === 'used' && !otherDeviceName && t.rich('oneOffline', { ...facts, ...ticket })}
        {kind === 'revoked' && t.rich('revoked', { ...facts, ...ticket })}
        {kind === 'unknown' && t.rich('unknown', facts)}
      </p>
      {admissionId && <p className="mt-1 font-mono text-xs text-muted">{admissionId}</p>}
    </>
  );
}
