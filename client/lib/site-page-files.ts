import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Locale, locales, SOURCE } from '@/i18n/locales';
import { config } from './config';
import { renderPage, type Written } from './site-markdown';
import { type SitePage, sitePages } from './site-pages';

export interface ShownPage extends Written {
  /** The language it is written in, which may be another than its reader's. */
  locale: Locale;
  /** Whoever runs this installation has not written it. */
  isPreset: boolean;
}

export interface Folders {
  /** The operator's, if they named one. */
  given: string | undefined;
  presets: string;
}

/** Where the process runs, since the compiled file is elsewhere than this one. */
const here = (): Folders => ({ given: config.sitePages, presets: join(process.cwd(), 'presets') });

/** The operator's page in the reader's language, else in another one, else our preset. */
export async function readSitePage(page: SitePage, locale: Locale, { given, presets } = here()): Promise<ShownPage> {
  const others = Object.keys(locales).filter((other) => other !== locale) as Locale[];
  const candidates = [
    ...(given ? [locale, ...others].map((each) => ({ folder: given, locale: each, isPreset: false })) : []),
    { folder: presets, locale, isPreset: true },
    { folder: presets, locale: SOURCE, isPreset: true },
  ];
  for (const candidate of candidates) {
    const written = await readRendered(join(candidate.folder, `${page}.${candidate.locale}.md`));
    if (written) return { ...written, locale: candidate.locale, isPreset: candidate.isPreset };
  }
  throw new Error(`there is no page ${page}, not even a preset`);
}

/** Pages with something to find on them: presets but say that there is nothing, except for help. */
export async function findWrittenPages(folders = here()): Promise<SitePage[]> {
  const pages = await Promise.all(sitePages.map((page) => readSitePage(page, SOURCE, folders)));
  return sitePages.filter((page, index) => isWritten(page, pages[index]!));
}

export const isWritten = (page: SitePage, { isPreset }: Pick<ShownPage, 'isPreset'>): boolean =>
  !isPreset || page === 'help';

const rendered = new Map<string, { changedAt: number; written: Written }>();

/** A file is rendered once, and again when it has changed; undefined when there is none. */
async function readRendered(path: string): Promise<Written | undefined> {
  try {
    const { mtimeMs: changedAt } = await stat(path);
    const known = rendered.get(path);
    if (known?.changedAt === changedAt) return known.written;
    const written = renderPage(await readFile(path, 'utf8'));
    rendered.set(path, { changedAt, written });
    return written;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
