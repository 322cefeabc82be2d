import type { DoorConflictView } from '@frontrow/common/contracts';
import { LocalTime } from '@/components/ui/local-time';

/** Who was let in without a connection and should not have been: it cannot be undone, but people at the door should know. */
export function Conflicts({ conflicts }: { conflicts: DoorConflictView[] }) {
  if (conflicts.length === 0) return null;
  return (
    <section aria-labelledby="conflicts" className="card p-5">
      <h2 id="conflicts" className="font-semibold text-bad">
        Let in by mistake while there was no connection
      </h2>
      <ul className="mt-3 divide-y divide-line">
        {conflicts.map((conflict) => (
          <li key={conflict.scanId} className="py-3" data-conflict={conflict.kind}>
            <Words {...conflict} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Words({ kind, admissionId, number, of, scannedAt, deviceName, otherAt, otherDeviceName }: DoorConflictView) {
  const ticket = `Ticket ${number} of ${of}`;
  const scanned = <LocalTime instant={scannedAt} style="stamp" />;
  const other = otherAt && <LocalTime instant={otherAt} style="stamp" />;
  return (
    <>
      {kind === 'used' && otherDeviceName && (
        <p>
          {ticket} let two people in: at {scanned} on {deviceName}, and at {other} on {otherDeviceName}, both without a
          connection.
        </p>
      )}
      {kind === 'used' && !otherDeviceName && (
        <p>
          {ticket} let two people in: at {scanned} on {deviceName} without a connection, and at {other} with one.
        </p>
      )}
      {kind === 'revoked' && (
        <p>
          {ticket} let someone in at {scanned} on {deviceName}, but was given back at {other}.
        </p>
      )}
      {kind === 'unknown' && (
        <p>
          A code that is not on record let someone in at {scanned} on {deviceName}.
        </p>
      )}
      {admissionId && <p className="mt-1 font-mono text-xs text-muted">{admissionId}</p>}
    </>
  );
}
