import { fork } from 'node:child_process';
import { once } from 'node:events';
import { answerTo, pageRequest } from './load.ts';

/** Headers that node:http writes by itself. */
const OWN = new Set(['date', 'connection', 'keep-alive']);

/** A bare node:http server in its own process that answers as the page at `port` does, byte for byte. */
export async function startRaw(port: number, path: string): Promise<Disposable & { readonly port: number }> {
  const answer = await answerTo(port, pageRequest(path));
  const end = answer.indexOf('\r\n\r\n');
  const lines = answer.toString('latin1', 0, end).split('\r\n').slice(1);
  const headers = lines
    .map(line => line.split(/: (.*)/s) as [string, string])
    .filter(([name]) => !OWN.has(name.toLowerCase()));
  const child = fork(new URL('./raw-server.ts', import.meta.url));
  child.send({
    headers: Object.fromEntries(headers.map(([name, value]) => [name, value])),
    body: answer.subarray(end + 4).toString('base64'),
  });
  const [rawPort] = (await once(child, 'message')) as [number];
  return { port: rawPort, [Symbol.dispose]: () => child.disconnect() };
}
