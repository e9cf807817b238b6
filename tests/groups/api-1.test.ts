import { runGroup } from '../support/group.ts';

await runGroup('api-1');
