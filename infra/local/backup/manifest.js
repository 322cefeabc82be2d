import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../base/problem.js';

/**
 * What a backup says of itself, in `manifest.json`.
 *
 * @typedef {object} Manifest
 * @property {1} format
 * @property {string} takenAt the moment that all databases are restored to
 * @property {string} frontrow the version that made it
 * @property {number} postgres the major version of PostgreSQL that can read it
 * @property {boolean} hasSandbox whether the books of the Stripe sandbox are in it
 * @property {string} note
 * @property {{ name: string, bytes: number, sha256: string }[]} files
 */

export const NOTE =
  'Holds secrets and personal data: keep it where only you can read it. ' +
  'NATS and Redis are not in it: what they held is published and set again from the databases.';

/** @param {string} backup @returns {Manifest} */
export function readManifest(backup) {
  try {
    const manifest = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8'));
    if (manifest.format === 1) return manifest;
  } catch {}
  throw new Problem(`${backup} holds no backup that this version can read: bin/backup makes one.`);
}

/** @param {string} backup @param {string} name */
export async function describeFile(backup, name) {
  const file = join(backup, name);
  return { name, bytes: statSync(file).size, sha256: await hashOf(file) };
}

/** Says what is wrong with the files of a backup, if anything is. @param {string} backup @param {Manifest} manifest */
export async function checkFiles(backup, { files }) {
  for (const { name, bytes, sha256 } of files) {
    const file = join(backup, name);
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size === undefined) throw new Problem(`${file} is missing: this backup can't be used.`);
    if (size !== bytes || (await hashOf(file)) !== sha256) {
      throw new Problem(`${file} is not what was written there: this backup can't be used.`);
    }
  }
}

/** @param {string} file */
async function hashOf(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
