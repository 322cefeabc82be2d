import { mkdir, writeFile } from 'node:fs/promises';
import { asvsPage } from './asvs.js';
import { asyncApi, catalogPage, securityEventsPage } from './events.js';
import { limitsPage } from './limits.js';

const docs = new URL('../../docs/', import.meta.url);
await mkdir(new URL('generated/', docs), { recursive: true });
await writeFile(new URL('event-catalog.md', docs), catalogPage());
await writeFile(new URL('limits.md', docs), limitsPage());
await mkdir(new URL('security/', docs), { recursive: true });
await writeFile(new URL('security/asvs.md', docs), asvsPage());
await writeFile(new URL('security/events.md', docs), securityEventsPage());
await writeFile(new URL('generated/asyncapi.json', docs), asyncApi());
