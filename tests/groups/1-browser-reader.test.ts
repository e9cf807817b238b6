import { runGroup } from '../support/group.ts';

await runGroup('browser-3');
