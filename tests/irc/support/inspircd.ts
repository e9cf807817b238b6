import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';
import { freePort, listening, makeCertificate } from './ngircd.ts';

export function findInspircd(): string | undefined {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return directories.map(directory => join(directory, 'inspircd')).find(existsSync);
}

export interface Inspircd {
  readonly port: number;
  readonly tlsPort: number;
  /** PEM file of the certificate it shows, and of one that a client may show, with its key. */
  readonly ca: string;
  readonly client: { readonly cert: string; readonly key: string };
  /** Kills it, as a crash would. */
  kill(): Promise<void>;
}

/** Modules of what a network of today has. */
const MODULES = [
  ...[
    'ircv3',
    'ircv3_accounttag',
    'ircv3_batch',
    'ircv3_capnotify',
    'ircv3_chghost',
    'ircv3_ctctags',
    'ircv3_echomessage',
  ],
  ...[
    'ircv3_labeledresponse',
    'ircv3_msgid',
    'ircv3_servertime',
    'botmode',
    'cap',
    'sasl',
    'services_account',
    'spanningtree',
  ],
  ...['ssl_gnutls', 'sslinfo', 'namesx', 'uhnames', 'setname'],
];

const SERVICES = { name: 'services.croft.test', id: '00A', password: 'link' };

/** A real InspIRCd with IRCv3 on this machine's loopback, and services that know one account; killed when the test ends. */
export async function startInspircd(t: TestContext, program: string): Promise<Inspircd> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-inspircd-'));
  const [port, tlsPort, linkPort] = [await freePort(), await freePort(), await freePort()];
  const file = (name: string) => join(directory, name);
  makeCertificate(file('cert.pem'), file('key.pem'));
  makeCertificate(file('client.pem'), file('client-key.pem'));
  await chmod(directory, 0o755);
  await writeFile(file('inspircd.conf'), configuration({ port, tlsPort, linkPort, directory }));
  const flags = [
    '--nofork',
    '--nopid',
    '--config',
    file('inspircd.conf'),
    ...(process.getuid?.() === 0 ? ['--runasroot'] : []),
  ];
  const server: ChildProcess = spawn(program, flags, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', data => {
      said += data;
    });
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };
  t.after(async () => {
    await kill();
    await rm(directory, { recursive: true, force: true });
  });
  try {
    await Promise.all([port, tlsPort, linkPort].map(one => listening(one, 'inspircd')));
  } catch (error) {
    throw new Error(`inspircd did not start:\n${said.slice(-2000)}`, { cause: error });
  }
  await linkServices(t, linkPort);
  return {
    port,
    tlsPort,
    ca: file('cert.pem'),
    client: { cert: file('client.pem'), key: file('client-key.pem') },
    kill,
  };
}

function configuration(at: { port: number; tlsPort: number; linkPort: number; directory: string }): string {
  const modules = MODULES.map(name => `<module name="${name}">`).join('\n');
  return `${modules}
<server name="irc.croft.test" description="Croft's tests" network="CroftTest" id="97K">
<admin name="a" nick="a" email="a@croft.test">
<bind address="127.0.0.1" port="${at.port}" type="clients">
<bind address="127.0.0.1" port="${at.tlsPort}" type="clients" ssl="gnutls">
<bind address="127.0.0.1" port="${at.linkPort}" type="servers">
<gnutls certfile="${at.directory}/cert.pem" keyfile="${at.directory}/key.pem" hash="sha256">
<link name="${SERVICES.name}" ipaddr="127.0.0.1" port="1" allowmask="127.0.0.1" sendpass="${SERVICES.password}" recvpass="${SERVICES.password}">
<uline server="${SERVICES.name}" silent="yes">
<sasl target="${SERVICES.name}" requiressl="no">
<connect allow="*" localmax="50" globalmax="50" resolvehostnames="no" useident="no" commandrate="1000" threshold="10" fakelag="on" hardsendq="1M" recvq="16K" modes="+x">
<log method="file" type="*" level="default" target="${at.directory}/log">
<options casemapping="rfc1459" splitwhois="no">
<path configdir="${at.directory}" datadir="${at.directory}" logdir="${at.directory}" runtimedir="${at.directory}">
`;
}

/** What services know. */
export const ACCOUNT = { name: 'croft-bot', password: 'a pass word' };

/** Services as a network has them, as far as logging in goes: a server that is linked (InspIRCd's protocol 1205). */
async function linkServices(t: TestContext, port: number): Promise<void> {
  const socket = net.connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'connect');
  const send = (line: string) => socket.write(`${line}\r\n`);
  const { promise: linked, resolve } = Promise.withResolvers<void>();
  const mechanisms = new Map<string, string>();
  let pending = '';
  const take = (line: string) => {
    const words = line.replace(/^@\S+ /, '').split(' ');
    if (words[0] === 'CAPAB' && words[1] === 'START') {
      send('CAPAB START 1205');
      send('CAPAB CAPABILITIES :CASEMAPPING=rfc1459');
      send('CAPAB END');
      send(`SERVER ${SERVICES.name} ${SERVICES.password} 0 ${SERVICES.id} :Services`);
    }
    if (words[0] === 'SERVER') {
      send(`:${SERVICES.id} BURST ${Math.floor(Date.now() / 1000)}`);
      send(`:${SERVICES.id} METADATA * saslmechlist :PLAIN,EXTERNAL`);
      send(`:${SERVICES.id} ENDBURST`);
    }
    if (words[1] === 'ENDBURST') resolve();
    if (words[1] === 'PING') send(`:${SERVICES.id} PONG ${words.at(-1)}`);
    if (words[1] === 'ENCAP' && words[3] === 'SASL')
      authenticate(
        words[0]!.slice(1),
        words.slice(4).map(word => word.replace(/^:/, '')),
      );
  };
  const authenticate = (sid: string, [user = '', , step, data = '', fingerprint]: string[]) => {
    const answer = (words: string) =>
      send(`:${SERVICES.id} ENCAP ${sid} SASL ${SERVICES.id} ${user} ${words}`);
    const login = () => {
      send(`:${SERVICES.id} METADATA ${user} accountname :${ACCOUNT.name}`);
      answer('D S');
    };
    if (step === 'S') {
      mechanisms.set(user, data === 'EXTERNAL' && !fingerprint ? 'none' : data);
      answer('C +');
    } else if (step === 'C') {
      const [, name, password] = Buffer.from(data, 'base64').toString().split('\0');
      const isPlain =
        mechanisms.get(user) === 'PLAIN' && name === ACCOUNT.name && password === ACCOUNT.password;
      if (isPlain || mechanisms.get(user) === 'EXTERNAL') login();
      else answer('D F');
    }
  };
  socket.setEncoding('utf8').on('data', (data: string) => {
    const lines = (pending + data).split(/\r?\n/);
    pending = lines.pop()!;
    for (const line of lines) take(line);
  });
  const late = setTimeout(() => socket.destroy(), 10_000);
  const lost = once(socket, 'close').then(() => {
    throw new Error('inspircd does not link its services.');
  });
  await Promise.race([linked, lost]);
  clearTimeout(late);
  lost.catch(() => {});
}
