import { runService } from '@frontrow/common/service';
import { orders } from './service.ts';

await runService(orders);
