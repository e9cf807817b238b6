import { runBeside } from '../support/beside.ts';

await runBeside(['services', 'cli'], { but: ['services/api/', 'services/reader/'] });
