import { createAccountApi } from './account';
import { browserSend } from './browser';

export const accountApi = createAccountApi(browserSend);
