import { PaymentConfigView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { PaymentsKit } from '../config.ts';

export const showConfig = ({ config }: PaymentsKit) =>
  route({
    method: 'get',
    path: '/config',
    summary: 'Which card form to show',
    session: 'none',
    answers: { 200: PaymentConfigView },
    handle: async () => ({ status: 200, body: { publishableKey: config.STRIPE_PUBLISHABLE_KEY ?? null } }),
  });
