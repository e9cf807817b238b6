import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { tellParent } from './peer.ts';
import { PAGE, SUMMARY } from './posts.ts';

/** The plain peer: a JSON message for a call, one for its answer. With `batched`, one array of answers a tick. */
const batched = process.argv[2] === 'batched';
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });

server.on('connection', socket => {
  let answers: unknown[] = [];
  const answer = (id: number, method: string) => {
    const result = method === 'getPage' ? PAGE : SUMMARY;
    if (!batched) {
      socket.send(JSON.stringify({ id, result }));
      return;
    }
    if (answers.push({ id, result }) > 1) return;
    setImmediate(() => {
      socket.send(JSON.stringify(answers));
      answers = [];
    });
  };
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString());
    for (const { id, method } of batched ? message : [message]) answer(id, method);
  });
});
server.on('listening', () => tellParent((server.address() as AddressInfo).port));
