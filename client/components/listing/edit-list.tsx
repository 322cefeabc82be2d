import type { EditView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EventTime, Time } from '@/components/ui/time';
import { ZonedTime } from '@/components/ui/zoned-time';
import { type Edited, editHistory } from '@/lib/edit-history';

/** Each edit with what was and what is, the latest first. */
export const EditList = ({ edits, timeZone }: { edits: EditView[]; timeZone: string }) => (
  <ol className="divide-y divide-line">
    {editHistory(edits, timeZone).map(({ version, at, changes }) => (
      <li key={version} className="py-4 first:pt-0">
        <p className="text-sm text-muted">
          <Time instant={at} style="stamp" />
        </p>
        <dl className="mt-2 space-y-3">
          {changes.map((change) => (
            <Change key={change.field} {...change} />
          ))}
        </dl>
      </li>
    ))}
  </ol>
);

function Change({ field, was, is, zoneBefore, zoneAfter }: Edited) {
  const t = useTranslations('event.edits');
  return (
    <div>
      <dt className="font-semibold">{t(`fields.${field}`)}</dt>
      <Value name={t('was')}>
        <Said field={field} value={was} timeZone={zoneBefore} />
      </Value>
      <Value name={t('is')}>
        <Said field={field} value={is} timeZone={zoneAfter} />
      </Value>
    </div>
  );
}

const Value = ({ name, children }: { name: string; children: ReactNode }) => (
  <dd className="mt-1 grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3">
    <span className="text-sm text-muted">{name}</span>
    <div className="min-w-0">{children}</div>
  </dd>
);

function Said({ field, value, timeZone }: { field: Edited['field']; value: string | null; timeZone: string }) {
  const t = useTranslations('event.edits');
  if (field === 'startsAt') return <EventTime event={{ startsAt: value, timeZone }} style="full" />;
  if (!value) return <span className="text-muted">{t('nothing')}</span>;
  if (field === 'doorsAt' || field === 'endsAt') return <ZonedTime instant={value} style="full" timeZone={timeZone} />;
  return (
    <div dir="auto" className="whitespace-pre-line">
      {field === 'timeZone' ? value.replaceAll('_', ' ') : value}
    </div>
  );
}
