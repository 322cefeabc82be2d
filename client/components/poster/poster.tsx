import type { TicketView } from '@frontrow/common/contracts';
import { arts } from './art';
import { palettes } from './palette';
import { pick, randomFrom } from './random';
import { typeset } from './typeset';

const SHEET = { width: 400, height: 500, margin: 24, type: 158 };

/** The poster of a listing, drawn from its category, id and title alone. Decoration: the words stand beside it too. */
export function Poster({
  ticket,
  className = '',
}: {
  ticket: Pick<TicketView, 'id' | 'category' | 'title'>;
  className?: string;
}) {
  const random = randomFrom(ticket.id);
  const palette = pick(random, palettes[ticket.category]);
  const art = pick(random, arts[ticket.category]);
  const measure = SHEET.width - 2 * SHEET.margin;
  const { lines, height } = typeset(ticket.title, measure, SHEET.type);
  const top = SHEET.height - SHEET.margin - height;
  const panel = top - 20;

  return (
    <svg viewBox="0 0 400 500" preserveAspectRatio="xMidYMid slice" aria-hidden="true" className={`block ${className}`}>
      <rect width="400" height="500" fill={palette.ground} />
      {art(palette, random)}
      <rect y={panel} width="400" height={500 - panel} fill={palette.ground} />
      <g className="poster-type" fill={palette.type} transform={`translate(${SHEET.margin} ${Math.round(top)})`}>
        {lines.map(({ text, size, y }) => (
          <text key={y} y={y} fontSize={size}>
            {text}
          </text>
        ))}
      </g>
    </svg>
  );
}
