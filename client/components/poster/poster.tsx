import type { Poster as Uploaded } from '@frontrow/common/contracts';
import { posterImage } from '@/lib/api/poster-files';
import { type Drawable, drawPoster, SHEET } from './draw';

interface Props {
  ticket: Drawable & { poster: Uploaded | null };
  className?: string;
  /** How wide it is shown, as an image's `sizes` say it. */
  sizes: string;
  /** What an uploaded poster is called where the words do not stand beside it anyway. */
  alt?: string;
  /** When it is fetched: `first` if the page is about it, `now` if it is seen at once, else when it comes near. */
  fetched?: 'first' | 'now' | 'near';
}

/** The poster of a listing: its seller's own, or one that is drawn from its category, id and title alone. */
export function Poster({ ticket, className = '', ...shown }: Props) {
  if (ticket.poster) return <UploadedPoster listing={ticket} className={className} {...shown} />;
  return (
    <svg
      viewBox={`0 0 ${SHEET.width} ${SHEET.height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className={`block ${className}`}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn here; the title, the only foreign text, is escaped.
      dangerouslySetInnerHTML={{ __html: drawPoster(ticket) }}
    />
  );
}

type UploadedProps = Omit<Props, 'ticket'> & { listing: { id: string; poster: Uploaded | null } };

/** A seller's own poster, where there is one: it fills its frame, and what does not fit is cut off. */
export function UploadedPoster({ listing, className = '', sizes, alt = '', fetched = 'near' }: UploadedProps) {
  const image = posterImage(listing);
  if (!image) return null;
  return (
    // biome-ignore lint/performance/noImgElement: its files are made once, when it is uploaded.
    <img
      src={image.src}
      srcSet={image.srcSet}
      sizes={sizes}
      width={image.width}
      height={image.height}
      alt={alt}
      loading={fetched === 'near' ? 'lazy' : 'eager'}
      fetchPriority={fetched === 'first' ? 'high' : undefined}
      decoding="async"
      className={`block bg-sunken object-cover ${className}`}
    />
  );
}
