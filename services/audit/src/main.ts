import { runService } from '@frontrow/common/service';
import { audit } from './service.ts';

await runService(audit);
