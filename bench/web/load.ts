import net from 'node:net';

const CONNECTIONS = 32;

/** What a browser asks for, on the wire. */
export function pageRequest(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\n\r\n`;
}

/**
 * Asks for one page over keep-alive connections, the next request when the answer is whole, and gives pages a second.
 * The answer is the same each time, so that its length is learnt from the first one and then only bytes are counted: the
 * client costs little beside the server.
 */
export async function pagesPerSecond(port: number, path: string, seconds: number): Promise<number> {
  const request = pageRequest(path);
  const length = (await answerTo(port, request)).length;
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(port)));
  let bytes = 0;
  let broken: Error | undefined;
  for (const socket of sockets) {
    let missing = length;
    socket.on('error', error => {
      broken ??= error;
    });
    socket.on('data', data => {
      bytes += data.length;
      missing -= data.length;
      if (missing > 0) return;
      missing += length;
      socket.write(request);
    });
  }
  const started = performance.now();
  for (const socket of sockets) socket.write(request);
  await new Promise(resolve => setTimeout(resolve, seconds * 1000));
  const taken = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  if (broken !== undefined) throw broken;
  return bytes / length / taken;
}

/** The whole first answer, head and body. Throws when its head does not say its length, or it is not a 200. */
export async function answerTo(port: number, request: string): Promise<Buffer> {
  const socket = await connect(port);
  try {
    socket.write(request);
    let answer = Buffer.alloc(0);
    for await (const data of socket) {
      answer = Buffer.concat([answer, data as Buffer]);
      const end = answer.indexOf('\r\n\r\n');
      if (end === -1) continue;
      const head = answer.toString('latin1', 0, end);
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      if (!head.startsWith('HTTP/1.1 200 ') || length === undefined) throw new Error(`Not a page:\n${head}`);
      if (answer.length >= end + 4 + Number(length)) return answer;
    }
    throw new Error('The server closed before the answer was whole.');
  } finally {
    socket.destroy();
  }
}

/** A connection that sends each write at once. */
export function connect(port: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
  });
}
