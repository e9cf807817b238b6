import { createLog } from '../../log.ts';
import { startEmbedded } from './start.ts';

/** A process for the tests: starts the server, tells its parent, and stops it when told to. */
const server = await startEmbedded({ dataDir: process.argv[2] ?? '', log: createLog({ level: 'warn' }) });
process.on('message', async () => {
  await server.stop();
  process.exit();
});
process.send?.({ url: server.url, pid: server.pid, adopted: server.adopted });
