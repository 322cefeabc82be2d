import { browserSend } from './browser';
import { createSigningInApi } from './signing-in';

export const signingInApi = createSigningInApi(browserSend);
