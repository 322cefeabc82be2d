import type { TableFormat } from '@frontrow/common/tables';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** A table to take along, for a spreadsheet or for anything else. */
export function TableLinks({ what, hrefOf }: { what: string; hrefOf: (format: TableFormat) => string }) {
  const t = useTranslations('sales.files');
  return (
    <span className="inline-flex items-center gap-x-3">
      <span className="inline-flex items-center gap-1.5">
        <Download aria-hidden className="size-4" />
        {what}
      </span>
      {FORMATS.map(({ format, name }) => (
        <a
          key={format}
          href={hrefOf(format)}
          download
          className="link py-1.5"
          aria-label={t('as', { what, format: name })}
        >
          {name}
        </a>
      ))}
    </span>
  );
}

const FORMATS: { format: TableFormat; name: string }[] = [
  { format: 'xlsx', name: 'Excel' },
  { format: 'csv', name: 'CSV' },
];
