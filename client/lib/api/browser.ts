import { createApi } from './api';
import { createSend } from './request';

/** The API from the reader's own browser, on the page's own origin. */
export const browserApi = createApi(createSend({ base: '', timeoutMs: 30_000 }));
