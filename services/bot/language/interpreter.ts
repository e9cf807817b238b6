import { BoundedMap } from '../../../core/bounded-map.ts';
import { AppError, toAppError } from '../../../core/errors.ts';
import { escapeHtml } from '../../../core/html/escape.ts';
import { htmlToText } from '../../../core/html/text.ts';
import { Limiter } from '../../../core/http/limit.ts';
import type { Log } from '../../../core/log.ts';
import { languageName, type Translator } from '../../../core/translate/index.ts';
import type { Message } from '../contract.ts';
import type { RoomOptionsBook } from '../rooms/room-options.ts';

/** Shorter lines are greetings and names, of which nobody can tell the language; longer ones are no talk. */
const SHORTEST = 12;
const LONGEST = 500;

/** Of one room, and under way in one room: whoever translates has other work, and talk moves on. */
const LIMIT = { burst: 6, perMinute: 12 };
const MOST_OPEN = 2;

interface Parts {
  readonly settings: RoomOptionsBook;
  readonly translator: Translator;
  readonly log: Log;
  say(room: string, text: string): Promise<void>;
}

/** Says again in a room's language what is said there in another, where that is turned on. */
export class Interpreter {
  readonly #parts: Parts;
  readonly #limit = new Limiter(LIMIT);
  readonly #open = new BoundedMap<string, number>(1_000);
  readonly #running = new Set<Promise<void>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whoever tells of a message does not wait. */
  hear(message: Message): void {
    const { settings, translator } = this.#parts;
    const { room, text, direct } = message;
    const { translated, language, prefix } = settings.of(room);
    const length = text.replace(/https?:\/\/\S+/g, '').trim().length;
    if (!translated || direct || translator.providers.length === 0 || text.startsWith(prefix)) return;
    const open = this.#open.get(room) ?? 0;
    if (length < SHORTEST || text.length > LONGEST || open >= MOST_OPEN) return;
    try {
      this.#limit.take(room);
    } catch {
      return;
    }
    this.#open.set(room, open + 1);
    const running = this.#say(message, language).finally(() => {
      this.#open.set(room, (this.#open.get(room) ?? 1) - 1);
      this.#running.delete(running);
    });
    this.#running.add(running);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #say({ room, sender, text }: Message, to: string): Promise<void> {
    const { translator, log, say } = this.#parts;
    try {
      const found = await translateText(translator, text, to);
      if (found.text !== text.trim())
        await say(
          room,
          `<${sender.name}> ${found.text} (${found.from ? `from ${languageName(found.from)}, ` : ''}by ${found.by})`,
        );
    } catch (thrown) {
      const { reason } = toAppError(thrown);
      // What is in the room's language already is what most lines are.
      if (reason !== 'same_language') log.debug({ err: thrown, room }, 'a line was not translated');
    }
  }
}

/** Plain text in another language. Throws `TRANSLATION_ERRORS`. */
export async function translateText(
  translator: Pick<Translator, 'translate'>,
  text: string,
  to: string,
): Promise<{ text: string; from: string | undefined; by: string }> {
  const { texts, from, by } = await translator.translate({ texts: [escapeHtml(text)], to });
  // Of a stranger: text and nothing more, and no longer than a message may be.
  const plain = htmlToText(texts[0] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 4_000)
    .toWellFormed();
  if (plain === '') throw new AppError('unavailable', `${by} gave nothing back.`);
  return { text: plain, from, by };
}
