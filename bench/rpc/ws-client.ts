import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Caller } from './load.ts';
import type { Peer } from './peer.ts';

/** The plain peer's calling side. */
export async function wsCaller(peer: Peer, batched: boolean): Promise<Caller> {
  const socket = new WebSocket(`ws://127.0.0.1:${peer.at}`, { perMessageDeflate: false });
  await once(socket, 'open');
  const waiting = new Map<number, (result: unknown) => void>();
  let calls: unknown[] = [];
  let lastId = 0;
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString());
    for (const { id, result } of batched ? message : [message]) {
      waiting.get(id)!(result);
      waiting.delete(id);
    }
  });
  return {
    call: (method, slug) =>
      new Promise(resolve => {
        const id = ++lastId;
        waiting.set(id, resolve);
        const call = { id, method, params: { slug } };
        if (!batched) socket.send(JSON.stringify(call));
        else if (calls.push(call) === 1)
          setImmediate(() => {
            socket.send(JSON.stringify(calls));
            calls = [];
          });
      }),
    close: () => socket.terminate(),
  };
}
