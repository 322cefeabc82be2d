import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { pages } from './pages.ts';

const VARIANTS = ['390-light', '390-dark', '1280-light', '1280-dark'];

/** All pictures on one page, each page a row. */
export default function writeContactSheet({ projects }: FullConfig): void {
  const folder = projects[0]!.outputDir;
  const rows = pages.map(({ name }) => {
    const cells = VARIANTS.map((variant) => `${name}-${variant}.png`).map((file) =>
      existsSync(join(folder, file))
        ? `<td><a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a></td>`
        : '<td>none</td>',
    );
    return `<tr id="${name}"><th scope="row">${name}</th>${cells.join('')}</tr>`;
  });
  const heads = VARIANTS.map((variant) => `<th scope="col">${variant.replace('-', ' px, ')}</th>`).join('');
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Frontrow: every page</title>
<style>body{font:16px system-ui;margin:2rem}th{text-align:left;vertical-align:top;padding:.5rem}
td{vertical-align:top;padding:.5rem}img{height:420px;max-width:640px;object-fit:cover;object-position:top;border:1px solid #999}</style>
<h1>Every page</h1><table><thead><tr><th scope="col">page</th>${heads}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></html>
`;
  writeFileSync(join(folder, 'index.html'), html);
}
