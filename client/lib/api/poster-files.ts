import { type Poster, type PosterFile, posterFiles } from '@frontrow/common/contracts';
import { config } from '@/lib/config';
import { posterPath } from './api';

interface WithPoster {
  id: string;
  poster: Poster | null;
}

const fileOf = (id: string, { hash }: Poster, file: PosterFile) => `${posterPath(id)}/${hash}/${file}`;

/** An uploaded poster as an `<img>` wants it: in all the widths there are, with its size. */
export interface PosterImage {
  src: string;
  srcSet: string;
  largest: string;
  width: number;
  height: number;
}

/** Made on the server: what knows the files' names is large. */
export function posterImage({ id, poster }: WithPoster): PosterImage | undefined {
  if (!poster) return undefined;
  const files = posterFiles(poster.width).map(({ file, width }) => ({ url: fileOf(id, poster, file), width }));
  return {
    src: files[0]!.url,
    srcSet: files.map(({ url, width }) => `${url} ${width}w`).join(', '),
    largest: files.at(-1)!.url,
    width: poster.width,
    height: poster.height,
  };
}

/** The poster as a JPEG for what draws link previews; undefined when there is none, or it cannot be had just now. */
export async function sharePoster({ id, poster }: WithPoster): Promise<Buffer | undefined> {
  if (!poster) return undefined;
  try {
    const address = config.apiUrl + fileOf(id, poster, 'share.jpg');
    const response = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(4000) });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
