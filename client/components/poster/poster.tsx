'use client';
import { use, useState, useSyncExternalStore } from 'react';
import type { PosterImage } from '@/lib/api/poster-files';
import type { Drawable } from './draw';
import { type Shown, UploadedPoster } from './uploaded-poster';

type Props = Shown & { ticket: Drawable; image: PosterImage | undefined };

/** The poster of a listing: its seller's own, or one that is drawn from its category, id and title alone. */
export function Poster({ ticket, image, className = '', ...shown }: Props) {
  if (image) return <UploadedPoster image={image} className={className} {...shown} />;
  return <DrawnPoster ticket={ticket} className={className} />;
}

let loading: Promise<typeof import('./draw')> | undefined;
const loadDrawing = () => {
  loading ??= import('./draw');
  return loading;
};

const never = () => () => {};

/**
 * A browser that has the drawing in its page already keeps it, and neither loads what draws nor draws again, until there
 * is another to be drawn.
 */
function DrawnPoster({ ticket, className }: { ticket: Drawable; className: string }) {
  const inPage = useSyncExternalStore(
    never,
    () => false,
    () => typeof document !== 'undefined',
  );
  const subject = `${ticket.id} ${ticket.category} ${ticket.title}`;
  const [kept] = useState(inPage ? subject : undefined);
  const drawing = kept === subject ? '' : use(loadDrawing()).drawPoster(ticket);
  return (
    <svg
      viewBox="0 0 400 500"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className={`block ${className}`}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn here; the title, the only foreign text, is escaped.
      dangerouslySetInnerHTML={{ __html: drawing }}
    />
  );
}
