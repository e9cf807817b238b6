import { noLab } from './lab.ts';

/** Says why no lab can be made here, and nothing where one can: `node tests/lab/support/why-not.ts`. */
const reason = noLab();
if (reason !== undefined) console.log(reason);
