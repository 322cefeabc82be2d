import { runService } from '@frontrow/common/service';
import { payments } from './service.ts';

await runService(payments);
