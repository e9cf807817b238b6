import { runBeside } from '../support/beside.ts';

await runBeside(['core']);
