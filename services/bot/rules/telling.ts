import { Limiter } from '../../../core/http/limit.ts';
import type { ActResult } from '../../relay/contract.ts';
import type { NewDecision } from '../store/decisions.ts';
import { actWords } from './words-of-acts.ts';

/** What is said of single decisions: in a raid nobody can read more. And of a network that does not let the bot do it. */
const SAYING = { burst: 3, perMinute: 12 };
const COMPLAINING = { burst: 1, perMinute: 0.1 };

type Say = (room: string, text: string) => Promise<void>;

/** Tells rooms what was done there, as often as can be read. */
export class Telling {
  readonly #say: Say;
  readonly #saying = new Limiter(SAYING);
  readonly #complaining = new Limiter(COMPLAINING);

  constructor(say: Say) {
    this.#say = say;
  }

  async tell(room: string, decision: NewDecision, result: ActResult): Promise<void> {
    const done = result.done || (decision.act === 'delete' && result.unable);
    const words = done ? actWords(decision) : result.words;
    const isClosing = done && decision.act === 'lock';
    if (isClosing || hasPlace(done ? this.#saying : this.#complaining, room))
      await this.#say(room, words).catch(() => {}); // nobody can be told now
  }
}

/** Whether there is a place for one more. */
export function hasPlace(limiter: Limiter, room: string): boolean {
  try {
    limiter.take(room);
    return true;
  } catch {
    return false;
  }
}
