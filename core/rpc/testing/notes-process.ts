import { createLog } from '../../log.ts';
import { Metrics } from '../../metrics.ts';
import { serveRpc, service } from '../server.ts';
import { createNotes, notes } from './notes.ts';

/** Serves `notes` at a Unix socket, or on an inherited descriptor; drains when told to, and says so. */
const where = process.argv[2]!;
const server = await serveRpc({
  listen: where.startsWith('fd:') ? Number(where.slice(3)) : { kind: 'unix', path: where },
  services: [service(notes, createNotes().implementation)],
  log: createLog({ level: 'silent' }),
  metrics: new Metrics(),
});
process.on('message', async () => {
  await server.drain();
  process.send!('drained', () => process.exit());
});
process.on('disconnect', () => process.exit());
process.send!('ready');
