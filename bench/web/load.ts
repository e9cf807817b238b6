import net from 'node:net';

/**
 * Asks for one page over keep-alive connections, the next request when the answer is whole, and gives pages a second.
 * The answer is the same each time, so that its length is learnt from the first one and then only bytes are counted: the
 * client costs little beside the server.
 */
export async function pagesPerSecond(
  port: number,
  path: string,
  { seconds, connections = 32 }: { seconds: number; connections?: number },
): Promise<number> {
  const request = `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\nUser-Agent: bench\r\n\r\n`;
  const length = (await answerTo(port, request)).length;
  let bytes = 0;
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = await connect(port);
      let have = 0;
      socket.on('data', data => {
        bytes += data.length;
        have += data.length;
        if (have < length) return;
        have -= length;
        socket.write(request);
      });
      socket.on('error', () => socket.destroy());
      return socket;
    }),
  );
  const started = performance.now();
  for (const socket of sockets) socket.write(request);
  await new Promise(resolve => setTimeout(resolve, seconds * 1000));
  const taken = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  return bytes / length / taken;
}

/** The whole first answer, head and body, whose head says its length. */
export async function answerTo(port: number, request: string): Promise<Buffer> {
  const socket = await connect(port);
  let answer = Buffer.alloc(0);
  socket.write(request);
  try {
    for await (const data of socket) {
      answer = Buffer.concat([answer, data as Buffer]);
      const end = answer.indexOf('\r\n\r\n');
      if (end === -1) continue;
      const length = /\r\ncontent-length: (\d+)/i.exec(answer.toString('latin1', 0, end))?.[1];
      if (length === undefined) throw new Error('The answer does not say its length.');
      if (answer.length >= end + 4 + Number(length)) return answer;
    }
    throw new Error('The server closed before the answer was whole.');
  } finally {
    socket.destroy();
  }
}

function connect(port: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
  });
}
