import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TalkingServer extends AsyncDisposable {
  readonly port: number;
  /**
   * Says lines in rooms at a rate, evenly, every so manieth of which is for the bot, in one room after another; resolves to how many
   * those were. Each asks for a sum of its own, which begins with the milliseconds of the day at which it is said.
   */
  talk(options: { rooms: number; rate: number; seconds: number; everyForBot: number }): Promise<number>;
}

/** Milliseconds between two writes. */
const TICK = 10;
const PEOPLE_OF_A_ROOM = 50;
/** Milliseconds. */
export const DAY = 86_400_000;

/** An IRC server that lets in whoever comes, and on which people talk. */
export async function startTalkingServer(): Promise<TalkingServer> {
  const clients = new Set<Socket>();
  const server = createServer(socket => {
    clients.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => clients.delete(socket));
    let nick = '*';
    socket.setEncoding('utf8').on('data', (data: string) => {
      for (const line of data.split('\r\n')) {
        const [command, first = ''] = line.split(' ');
        if (command === 'NICK') nick = first;
        else if (command === 'CAP' && first === 'LS') socket.write(':bench CAP * LS :message-tags\r\n');
        else if (command === 'CAP' && first === 'REQ')
          socket.write(`:bench CAP ${nick} ACK :message-tags\r\n`);
        else if (command === 'PING') socket.write(`:bench PONG bench ${first}\r\n`);
        else if (command === 'USER')
          socket.write(`:bench 001 ${nick} :Welcome\r\n:bench 376 ${nick} :End\r\n`);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  let id = 0;
  return {
    port: (server.address() as AddressInfo).port,
    async talk({ rooms, rate, seconds, everyForBot }) {
      let forBot = 0;
      const began = performance.now();
      for (let said = 0; said < rate * seconds; ) {
        const due = Math.min(rate * seconds, ((performance.now() - began) / 1000) * rate);
        let lines = '';
        for (; said < due; said++) {
          const asks = said % everyForBot === 0;
          if (asks) forBot++;
          const room = (said + Math.floor(said / everyForBot)) % rooms;
          const person = `p${room}x${(asks ? Math.floor(forBot / rooms) : said) % PEOPLE_OF_A_ROOM}`;
          // One after another, and each something else: who asks too fast is refused, and who asks the same answered together.
          const text = asks
            ? `!calc ${Date.now() % DAY} + ${forBot}`
            : 'Well, I like bread and jam, and what croft has to say of it is another matter.';
          lines += `@msgid=b${++id} :${person}!u@host PRIVMSG #room-${room} :${text}\r\n`;
        }
        for (const client of clients) client.write(lines);
        await sleep(TICK);
      }
      return forBot;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      server.close();
    },
  };
}
