import type { TicketView } from '@frontrow/common/contracts';
import { createApi, posterPath } from './api';
import { createSend } from './request';
import { upload } from './upload';

/** Sends from the reader's own browser, on the page's own origin. */
export const browserSend = createSend({ base: '', timeoutMs: 30_000 });
export const browserApi = createApi(browserSend);

/** Gives a listing a poster; `onProgress` hears how much of it was sent, from 0 to 1. */
export const uploadPoster = (ticket: string, file: File, onProgress: (share: number) => void) =>
  upload<TicketView>(posterPath(ticket), file, onProgress);
