import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** A folder that is gone after the tests of the file, once they have stopped what runs in it. */
export function temporaryFolder(stop: () => Promise<void> = async () => {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'frontrow-local-'));
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
