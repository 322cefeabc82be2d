import { runService } from '@frontrow/common/service';
import { expiration } from './service.ts';

await runService(expiration);
