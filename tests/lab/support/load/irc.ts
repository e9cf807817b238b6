import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Person } from '../../../irc/support/person.ts';
import type { Load } from './report.ts';

const REST_MS = 3_000;
/** Milliseconds in which an answer comes. */
const PATIENCE_MS = 30_000;

/** Asks the bot in a channel. A line counts when the bot was there when it was said and did not leave within a moment of it. */
export async function askOnIrc(load: Load, server: string): Promise<{ ended: Promise<void> }> {
  const socket = net.connect(6667, server);
  await once(socket, 'connect');
  const person = new Person(socket);
  person.send('NICK ada');
  person.send('USER ada 0 * :Ada');
  person.send('JOIN #croft');
  const answered = async () => {
    const from = person.lines.length;
    person.say('#croft', 'croft: roll 1d6');
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      await sleep(50);
      const since = person.lines.slice(from);
      if (since.some(line => /^:croft!\S+ PRIVMSG #croft /.test(line))) return true;
      if (since.some(line => /^:croft!\S+ (QUIT|PART)/.test(line))) return undefined;
    }
    return false;
  };
  const ask = async () => {
    while (!load.over) {
      if (isThere(person)) {
        const answer = await answered();
        if (answer !== undefined) load.report.irc.said++;
        if (answer) load.report.irc.answered++;
      }
      await sleep(REST_MS);
    }
    socket.destroy();
  };
  return { ended: ask() };
}

/** Whether the bot is in the channel, by what came last of it. */
function isThere({ lines }: Person): boolean {
  const last = lines.findLast(
    line => /^:croft!\S+ (JOIN|QUIT|PART) /.test(line) || / 353 .*[ :@]croft( |$)/.test(line),
  );
  return last !== undefined && !/ (QUIT|PART) /.test(last);
}
