import { type Drawable, drawPoster, SHEET } from './draw';

/** The poster of a listing, drawn from its category, id and title alone. Decoration: the words stand beside it too. */
export const Poster = ({ ticket, className = '' }: { ticket: Drawable; className?: string }) => (
  <svg
    viewBox={`0 0 ${SHEET.width} ${SHEET.height}`}
    preserveAspectRatio="xMidYMid slice"
    aria-hidden="true"
    className={`block ${className}`}
    // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn here; the title, the only foreign text, is escaped.
    dangerouslySetInnerHTML={{ __html: drawPoster(ticket) }}
  />
);
