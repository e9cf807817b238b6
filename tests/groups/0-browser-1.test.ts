import { runGroup } from '../support/group.ts';

await runGroup('0-browser-1');
