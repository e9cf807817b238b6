import { createServer } from 'node:net';
import type { TestContext } from 'node:test';

export interface Received {
  from: string;
  to: string[];
  /** Headers and body as they came. */
  message: string;
}

/** A small mail server (RFC 5321) on this machine that keeps what it is sent, and refuses the first `refuse` letters for now. */
export async function smtpServer(t: TestContext, refuse = 0): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(socket => {
    let waiting = '';
    let letter: Received = { from: '', to: [], message: '' };
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 test ESMTP');
    socket.on('error', () => {});
    socket.on('data', chunk => {
      waiting += chunk.toString('latin1');
      for (;;) {
        const end = waiting.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end === -1) return;
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          if (refuse-- > 0) say('451 try again later');
          else {
            received.push({ ...letter, message: line.replaceAll('\r\n..', '\r\n.') });
            say('250 kept');
          }
          letter = { from: '', to: [], message: '' };
        } else if (/^EHLO/i.test(line)) say('250 test');
        else if (/^MAIL FROM:/i.test(line)) {
          letter.from = line.slice(10);
          say('250 ok');
        } else if (/^RCPT TO:/i.test(line)) {
          letter.to.push(line.slice(8));
          say('250 ok');
        } else if (/^DATA/i.test(line)) {
          inData = true;
          say('354 go on');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else say('250 ok');
      }
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `smtp://127.0.0.1:${address.port}`, received };
}
