import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../core/log.ts';
import type { Client } from '../../core/rpc/contract.ts';
import type { Answer, botContract } from '../bot/contract.ts';
import { backoff } from './backoff.ts';

const RETRY = { first: 200, most: 5_000 };

/**
 * Passes on the bot's answers for every IRC room until the signal aborts. A lost line is taken up after the last answer
 * that arrived, so that none is missed and none is said twice.
 */
export async function fromBot(
  bot: Pick<Client<typeof botContract>, 'answers'>,
  deliver: (room: string, answer: Answer) => void,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  let after: string | undefined;
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      for await (const item of bot.answers({ prefix: 'irc/', after }, { signal })) {
        attempt = 0;
        after = item.id ?? after;
        deliver(item.room, item.answer);
      }
    } catch (err) {
      if (signal.aborted) return;
      log.debug({ err }, 'the bot cannot be heard');
    }
    await sleep(backoff(attempt, RETRY), undefined, { signal }).catch(() => {});
  }
}
