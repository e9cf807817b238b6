import { connectToOurs, ensureDatabase } from './connect.ts';
import { runningPostmaster } from './postmaster-pid.ts';
import { DATABASE, socketUrl } from './socket-directory.ts';
import type { Embedded } from './start.ts';

/** The server that another process runs in this data directory, once it has proved to be that; else undefined. */
export async function adopt(dataDir: string): Promise<Embedded | undefined> {
  const postmaster = await runningPostmaster(dataDir);
  if (!postmaster?.socketDirectory) return undefined;
  const client = await connectToOurs(postmaster.socketDirectory, dataDir);
  if (!client) return undefined;
  // The open connection is how we hear that the server is gone.
  const exited = new Promise<void>(resolve => client.once('end', () => resolve()));
  await ensureDatabase(client, DATABASE);
  const line = client as typeof client & { ref(): void; unref(): void };
  line.unref(); // a server alone does not keep our process from ending
  const stop = () => {
    line.ref(); // but who waits for the goodbye gets to see it
    return line.end().catch(() => {});
  };
  return {
    url: socketUrl(postmaster.socketDirectory, DATABASE, DATABASE),
    adminUrl: socketUrl(postmaster.socketDirectory, 'postgres', DATABASE),
    pid: postmaster.pid,
    adopted: true,
    exited,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
