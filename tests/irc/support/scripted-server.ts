import { once } from 'node:events';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { Person } from './person.ts';

/** What a scripted server knows and does. */
export interface Script {
  /** IRCv3 capabilities it offers, such as `sasl=PLAIN` and `account-tag`. */
  readonly caps?: readonly string[];
  /** The one account that may log in with SASL PLAIN. */
  readonly account?: { readonly name: string; readonly password: string };
  /** Lines it answers with instead of its own; undefined leaves it to the script. */
  readonly answer?: (line: string, client: Person) => readonly string[] | undefined;
}

export interface ScriptedServer {
  readonly port: number;
  /** Every connection so far, as the server sees it. */
  readonly clients: readonly Person[];
  /** Connections open now. */
  open(): number;
  /** The connection of this number, once it has registered and joined. */
  joined(number: number): Promise<Person>;
  /** Cuts every connection. */
  cut(): void;
}

/** An IRC server in the test's hands: for SASL and for misbehaviour, which real ones cannot be told to show. */
export async function startScriptedServer(t: TestContext, script: Script = {}): Promise<ScriptedServer> {
  const clients: Person[] = [];
  const sockets = new Set<Socket>();
  const arrivals = new Set<() => void>();
  const server: Server = net.createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const client = new Person(socket);
    client.onLine = line => {
      for (const answer of script.answer?.(line, client) ?? answerTo(line, script, client))
        client.send(answer);
      if (line.startsWith('QUIT')) socket.end();
    };
    clients.push(client);
    for (const arrived of arrivals) arrived();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    port: (server.address() as AddressInfo).port,
    clients,
    open: () => sockets.size,
    async joined(number) {
      while (clients.length <= number) await new Promise<void>(resolve => arrivals.add(resolve));
      await clients[number]!.sees(/^JOIN/);
      return clients[number]!;
    },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function answerTo(line: string, script: Script, client: Person): string[] {
  const [command = '', first = '', ...rest] = line.split(' ');
  const caps = (script.caps ?? []).join(' ');
  if (command === 'CAP' && first === 'LS') return [`:s CAP * LS :${caps}`];
  if (command === 'CAP' && first === 'REQ') return [`:s CAP * ACK ${rest.join(' ')}`];
  if (command === 'CAP' && first === 'END') return welcome(client);
  if (command === 'AUTHENTICATE') return authenticate(first, script);
  if (command === 'PING') return [`:s PONG s ${first}`];
  if (command === 'JOIN') return [`:${nickOf(client)}!u@h JOIN ${first}`];
  return [];
}

function welcome(client: Person): string[] {
  return [`:s 001 ${nickOf(client)} :Welcome`, `:s 422 ${nickOf(client)} :No MOTD`];
}

function nickOf(client: Person): string {
  return client.lines.findLast(line => line.startsWith('NICK '))!.slice(5);
}

function authenticate(sent: string, { account }: Script): string[] {
  if (sent === 'PLAIN') return ['AUTHENTICATE +'];
  const [, name, password] = Buffer.from(sent, 'base64').toString().split('\0');
  if (account && name === account.name && password === account.password)
    return [
      `:s 900 croft croft!u@h ${name} :You are logged in`,
      ':s 903 croft :SASL authentication successful',
    ];
  return [':s 904 croft :SASL authentication failed'];
}
