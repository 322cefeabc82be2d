import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { scaleColumns } from './scales';

const HEIGHT = 190;
/** Room for half a line above the highest mark, and for the labels below the lowest. */
const ABOVE = 10;
const BELOW = 30;
const LABELS = 6;

export interface Column {
  key: string;
  /** Below it, if there is room. */
  label: string;
  /** Shown when it is pointed at. */
  words: string;
  value: number;
}

interface Props {
  title: string;
  /** What it shows, for those who do not see it. */
  summary: string;
  columns: Column[];
  /** The words of a mark on the scale. */
  format: (value: number) => string;
  /** There is nothing between two whole numbers. */
  whole?: boolean;
  tone: 'fill-accent' | 'fill-good';
  /** The same in figures. */
  children: ReactNode;
}

/**
 * Columns over time, drawn on the server. It fits any width without a script: across it is measured in percent, so that
 * letters and lines keep their size.
 */
export function ColumnChart({ title, summary, columns, format, whole = false, tone, children }: Props) {
  const t = useTranslations('sales.chart');
  const scale = scaleColumns(
    columns.map(({ value }) => value),
    HEIGHT,
    whole,
  );
  const every = Math.ceil(columns.length / LABELS);
  return (
    <figure className="card min-w-0 p-5">
      <figcaption className="font-semibold">{title}</figcaption>
      <div role="img" aria-label={summary} className="mt-4 flex text-muted">
        <svg aria-hidden="true" width="64" height={ABOVE + HEIGHT + BELOW} className="shrink-0">
          {scale.ticks.map(({ value, y }) => (
            <text key={value} x="56" y={ABOVE + y} dy="0.32em" textAnchor="end" fontSize="12" fill="currentColor">
              {format(value)}
            </text>
          ))}
        </svg>
        <svg aria-hidden="true" height={ABOVE + HEIGHT + BELOW} className="w-0 min-w-0 grow overflow-visible">
          {scale.ticks.map(({ value, y }) => (
            <line key={value} x1="0" x2="100%" y1={ABOVE + y} y2={ABOVE + y} className="stroke-line" />
          ))}
          {columns.map(({ key, words, value }, index) => {
            const { x, width, y, height } = scale.columns[index]!;
            return (
              value !== 0 && (
                <rect key={key} x={x} width={width} y={ABOVE + y} height={height} rx="2" className={tone}>
                  <title>{words}</title>
                </rect>
              )
            );
          })}
          <line x1="0" x2="100%" y1={ABOVE + scale.zero} y2={ABOVE + scale.zero} className="stroke-edge" />
          {columns.map(
            ({ key, label }, index) =>
              index % every === 0 && (
                <text
                  key={key}
                  x={scale.columns[index]!.middle}
                  y={ABOVE + HEIGHT + 20}
                  textAnchor="middle"
                  fontSize="12"
                  fill="currentColor"
                  // On a phone there is room for half of them.
                  className={(index / every) % 2 === 1 ? 'max-sm:hidden' : undefined}
                >
                  {label}
                </text>
              ),
          )}
        </svg>
      </div>
      <details className="mt-3">
        <summary className="w-fit rounded text-sm font-semibold text-accent">{t('figures')}</summary>
        {children}
      </details>
    </figure>
  );
}
