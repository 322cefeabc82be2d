import { mkdir, writeFile } from 'node:fs/promises';
import { asyncApi, catalogPage } from './events.js';

const docs = new URL('../../docs/', import.meta.url);
await mkdir(new URL('generated/', docs), { recursive: true });
await writeFile(new URL('event-catalog.md', docs), catalogPage());
await writeFile(new URL('generated/asyncapi.json', docs), asyncApi());
