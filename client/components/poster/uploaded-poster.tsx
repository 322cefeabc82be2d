import type { PosterImage } from '@/lib/api/poster-files';

export interface Shown {
  className?: string;
  /** How wide it is shown, as an image's `sizes` say it. */
  sizes: string;
  /** What an uploaded poster is called where the words do not stand beside it anyway. */
  alt?: string;
  /** When it is fetched: `first` if the page is about it, `now` if it is seen at once, else when it comes near. */
  fetched?: 'first' | 'now' | 'near';
}

type Props = Shown & { image: PosterImage | undefined };

/** A seller's own poster, where there is one: it fills its frame, and what does not fit is cut off. */
export function UploadedPoster({ image, className = '', sizes, alt = '', fetched = 'near' }: Props) {
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
