/** @param {number | null} value @param {string} unit */
export function inWords(value, unit) {
  if (value === null || Number.isNaN(value)) return '–';
  const number = inDigits(value);
  if (unit === 'of echo') return `${number} of echo`;
  if (unit === '×') return `${number} ×`;
  return unit === '/s' ? `${number}/s` : `${number} ${unit}`.trim();
}

/** Three significant digits, and no fewer than all before the point. @param {number} value */
export function inDigits(value) {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return '∞';
  const digits = value === 0 ? 0 : Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: digits });
}

/** @param {import('../loads/index.js').Figure} figure */
export const targetInWords = ({ target, better, unit }) =>
  target === undefined ? '' : `${better === 'more' ? 'at least' : 'at most'} ${inWords(target, unit)}`;
