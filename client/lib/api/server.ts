import { cookies } from 'next/headers';
import { cache } from 'react';
import { config } from '@/lib/config';
import { createAccountApi } from './account';
import { createApi } from './api';
import { createOperatorsApi } from './operators';
import { createSend } from './request';

/** The API as the reader of this request may use it: their cookies go along. */
export const serverApi = cache(async () => {
  const cookie = (await cookies()).toString();
  const send = createSend({ base: config.apiUrl, headers: cookie ? { cookie } : {}, timeoutMs: 6000 });
  return { ...createApi(send), operators: createOperatorsApi(send), account: createAccountApi(send) };
});
