import { runService } from '@frontrow/common/service';
import { auth } from './service.ts';

await runService(auth);
