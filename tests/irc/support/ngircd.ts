import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where the IRC server is installed; distributions put it in sbin, which is not on everyone's PATH. */
export function findNgircd(): string | undefined {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return directories.map(directory => join(directory, 'ngircd')).find(existsSync);
}

export interface Ngircd {
  readonly port: number;
  readonly tlsPort: number;
  /** PEM file of the certificate it shows. */
  readonly ca: string;
  start(): Promise<void>;
  /** Kills it, as a crash would. */
  kill(): Promise<void>;
}

/** A real IRC server on this machine's loopback, with TLS on a second port; killed when the test ends. */
export async function startNgircd(t: TestContext, program: string): Promise<Ngircd> {
  const directory = await mkdtemp(join(tmpdir(), 'croft-ngircd-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const ca = join(directory, 'cert.pem');
  const key = join(directory, 'key.pem');
  makeCertificate(ca, key);
  const config = join(directory, 'ngircd.conf');
  await writeFile(config, configuration({ port, tlsPort, ca, key, directory }));
  await Promise.all([chmod(directory, 0o755), chmod(key, 0o644)]);
  let server: ChildProcess | undefined;
  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };
  const start = async () => {
    server = spawn(program, ['-n', '-f', config], { stdio: 'ignore' });
    await Promise.all([listening(port), listening(tlsPort)]);
  };
  t.after(async () => {
    await kill();
    await rm(directory, { recursive: true, force: true });
  });
  await start();
  return { port, tlsPort, ca, start, kill };
}

function configuration(at: {
  port: number;
  tlsPort: number;
  ca: string;
  key: string;
  directory: string;
}): string {
  const user = process.getuid?.() === 0 ? 'ServerUID = nobody\nServerGID = nogroup\n' : '';
  return `[Global]
Name = irc.croft.test
Info = Croft's tests
Listen = 127.0.0.1
MotdPhrase = Hello
Ports = ${at.port}
${user}[Limits]
MaxConnectionsIP = 0
MaxJoins = 0
MaxNickLength = 16
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
IncludeDir = ${at.directory}
[SSL]
CertFile = ${at.ca}
KeyFile = ${at.key}
Ports = ${at.tlsPort}
`;
}

export function makeCertificate(cert: string, key: string): void {
  const options = [
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync('openssl', ['req', ...options, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
}

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return port;
}

export async function listening(port: number, what = 'ngircd'): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const socket = net.connect(port, '127.0.0.1');
    const up = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (up) return;
    await sleep(50);
  }
  throw new Error(`${what} does not listen on port ${port}.`);
}
