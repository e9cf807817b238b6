import dgram from 'node:dgram';
import { lookup } from 'node:dns/promises';
import net from 'node:net';
import tls from 'node:tls';

// Sent to a server and run there by the Node of a release: asks what it is told to ask and prints what came, one line each.

export type Probe =
  | { kind: 'tcp' | 'memcached' | 'postgresql' | 'irc' | 'stun'; host: string; port: number }
  | { kind: 'http'; url: string }
  | { kind: 'name'; host: string };

export interface Answer {
  readonly ok: boolean;
  /** What was answered, or why nothing was. */
  readonly said: string;
}

const PATIENCE_MS = 3_000;
/** What is said first, and how the answer begins. */
const TALK: Record<string, [say: Buffer, answer: RegExp]> = {
  memcached: [Buffer.from('version\r\n'), /^VERSION /],
  // SSLRequest, https://www.postgresql.org/docs/17/protocol-message-formats.html
  postgresql: [Buffer.from('0000000804d2162f', 'hex'), /^[SN]/],
  irc: [Buffer.from('CAP LS 302\r\nQUIT\r\n'), /^(:|CAP|NOTICE|ERROR)/],
};
/** A binding request of RFC 8489 with a transaction of zeros, and the type of its answer. */
const STUN = Buffer.from(`000100002112a442${'00'.repeat(12)}`, 'hex');
const STUN_ANSWER = 0x0101;
const IRC_TLS = 6697;

const probes = JSON.parse(process.argv[2]!) as Probe[];
for (const answer of await Promise.all(probes.map(ask))) console.log(JSON.stringify(answer));
process.exit(0);

async function ask(probe: Probe): Promise<Answer> {
  try {
    return { ok: true, said: await said(probe) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { ok: false, said: code ?? message };
  }
}

async function said(probe: Probe): Promise<string> {
  if (probe.kind === 'name')
    return (await lookup(probe.host, { all: true })).map(({ address }) => address).join(' ');
  if (probe.kind === 'http') {
    const answer = await fetch(probe.url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'manual' });
    if (answer.status >= 400) throw new Error(`status ${answer.status}`);
    return `status ${answer.status}`;
  }
  if (probe.kind === 'stun') return stun(probe.host, probe.port);
  const { host, port, kind } = probe;
  const encrypted = kind === 'irc' && port === IRC_TLS;
  // Whether its certificate is right is for whoever talks there to see: this asks whether it is there.
  const socket = encrypted ? tls.connect({ host, port, rejectUnauthorized: false }) : net.connect(port, host);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await new Promise<string>((resolve, reject) => {
      patience.onabort = () => reject(new Error('no answer'));
      socket.once('error', reject);
      const [say, answer] = TALK[kind] ?? [];
      socket.once(encrypted ? 'secureConnect' : 'connect', () =>
        say === undefined ? resolve('open') : socket.write(say),
      );
      socket.once('data', data => {
        const text = data.toString('latin1').trim().split('\r\n')[0]!;
        if (answer === undefined || answer.test(text)) resolve(text);
        else reject(new Error(`it says ${JSON.stringify(text.slice(0, 60))}`));
      });
      socket.once('close', () => reject(new Error('closed without an answer')));
    });
  } finally {
    socket.destroy();
  }
}

async function stun(host: string, port: number): Promise<string> {
  const socket = dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4');
  try {
    return await new Promise<string>((resolve, reject) => {
      AbortSignal.timeout(PATIENCE_MS).onabort = () => reject(new Error('no answer'));
      socket.once('error', reject);
      socket.once('message', message =>
        message.readUInt16BE(0) === STUN_ANSWER ? resolve('open') : reject(new Error('no STUN server')),
      );
      socket.connect(port, host, () => socket.send(STUN));
    });
  } finally {
    socket.close();
  }
}
