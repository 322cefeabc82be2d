import { runService } from '@frontrow/common/service';
import { notifications } from './service.ts';

await runService(notifications);
