import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ImageResponse } from 'next/og';
import { type Said, SHARE_SIZE, ShareImage, type Shown } from './share-image';

/** The typeface in its parts, each under a name of its own so that one is asked for what another lacks. */
const PARTS = ['latin', 'latin-ext', 'vietnamese'];

/** The image of a listing as PNG, from its poster (a JPEG) if it has one, and otherwise from what is installed here alone. */
export async function drawShareImage(ticket: Shown, said: Said, poster?: Buffer): Promise<ArrayBuffer> {
  const image = new ImageResponse(<ShareImage ticket={ticket} said={said} poster={poster} />, {
    ...SHARE_SIZE,
    fonts: await readFonts(),
  });
  return image.arrayBuffer();
}

let fonts: ReturnType<typeof loadFonts> | undefined;
const readFonts = () => {
  fonts ??= loadFonts();
  return fonts;
};

function loadFonts() {
  // From where the process runs, since the compiled file is elsewhere than this one.
  const { resolve } = createRequire(join(process.cwd(), 'package.json'));
  return Promise.all(
    PARTS.map(async (part) => ({
      name: `Archivo Narrow ${part}`,
      data: await readFile(resolve(`@fontsource/archivo-narrow/files/archivo-narrow-${part}-700-normal.woff`)),
      weight: 700 as const,
    })),
  );
}
