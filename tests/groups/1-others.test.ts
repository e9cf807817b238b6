import { runGroup } from '../support/group.ts';

await runGroup('1-others');
