import { runService } from '@frontrow/common/service';
import { tickets } from './service.ts';

await runService(tickets);
