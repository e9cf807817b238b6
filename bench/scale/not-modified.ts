import type { BenchCroft } from '../croft.ts';
import { cpuSeconds } from '../process.ts';
import { answerTo, connect, pageRequest } from '../web/load.ts';

const ASKED = 3000;

/** Milliseconds of CPU that the process takes to answer a reader that has the newest feed. */
export async function notModifiedCost(croft: BenchCroft, feeds: readonly string[]): Promise<number> {
  const requests: string[] = [];
  for (const path of feeds) {
    const head = (await answerTo(croft.port, pageRequest(path))).toString('latin1');
    const etag = /\r\netag: (\S+)/i.exec(head)?.[1];
    if (etag === undefined) throw new Error(`${path} has no ETag.`);
    requests.push(pageRequest(path).replace('\r\n\r\n', `\r\nIf-None-Match: ${etag}\r\n\r\n`));
  }
  await askInTurn(croft.port, requests, ASKED / 3);
  const before = await cpuSeconds(croft.pid);
  await askInTurn(croft.port, requests, ASKED);
  return ((await cpuSeconds(croft.pid)) - before) * (1000 / ASKED);
}

/** One request after another on one connection. Throws when an answer is not 304. */
async function askInTurn(port: number, requests: readonly string[], count: number): Promise<void> {
  const socket = await connect(port);
  try {
    for (let index = 0; index < count; index++) {
      const answered = new Promise<string>((resolve, reject) => {
        socket.once('data', data => resolve(data.toString('latin1')));
        socket.once('error', reject);
      });
      socket.write(requests[index % requests.length]!);
      const head = await answered;
      socket.removeAllListeners('error');
      if (!head.startsWith('HTTP/1.1 304 ')) throw new Error(`Not a 304:\n${head}`);
    }
  } finally {
    socket.destroy();
  }
}
