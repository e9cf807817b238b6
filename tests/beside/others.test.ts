import { runBeside } from '../support/beside.ts';

await runBeside(['services', 'cli', 'deploy'], { but: ['services/api/', 'services/reader/'] });
