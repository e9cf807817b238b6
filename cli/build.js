// Run by `npm install`. Plain JavaScript on purpose: on an older Node than Croft needs nothing is built, and `croft` says what to do.
import { fileURLToPath } from 'node:url';

if (Number(process.versions.node.split('.')[0]) >= 26) {
  const { buildProgram } = await import('./build-program.ts');
  await buildProgram(fileURLToPath(new URL('../dist', import.meta.url)));
}
