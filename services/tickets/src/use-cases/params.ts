import { Id } from '@frontrow/common/contracts';
import { z } from 'zod';

export const TicketParams = z.object({ id: Id });
