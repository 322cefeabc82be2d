import { mkdir, writeFile } from 'node:fs/promises';
import { asyncApi, catalogPage, securityEventsPage } from './events.js';

const docs = new URL('../../docs/', import.meta.url);
await mkdir(new URL('generated/', docs), { recursive: true });
await writeFile(new URL('event-catalog.md', docs), catalogPage());
await mkdir(new URL('security/', docs), { recursive: true });
await writeFile(new URL('security/events.md', docs), securityEventsPage());
await writeFile(new URL('generated/asyncapi.json', docs), asyncApi());
