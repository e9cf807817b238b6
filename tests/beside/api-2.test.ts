import { runBeside } from '../support/beside.ts';

await runBeside(['services/api'], { part: [2, 2] });
