import type { BotContext } from '../context.ts';
import type { Message } from '../contract.ts';
import { LinkTitles } from '../titles/link-titles.ts';
import { deliverTells } from './deliver-tells.ts';

/** What the bot does about what is said, whether it was meant or not. Nothing here holds up the line. */
export class Overheard {
  readonly #ctx: Omit<BotContext, 'inbox' | 'overheard'>;
  readonly #titles: LinkTitles;
  readonly #open = new Set<Promise<void>>();

  constructor(ctx: Omit<BotContext, 'inbox' | 'overheard'>) {
    this.#ctx = ctx;
    this.#titles = new LinkTitles({ ...ctx, web: ctx.forActions.web });
  }

  hear(message: Message): void {
    const { books, settings, forActions } = this.#ctx;
    const { room, sender, text, id } = message;
    books.timers.hear(room);
    if (message.direct) return;
    const { titles, seen } = settings.of(room);
    if (seen) books.spoken.hear(message, forActions.now());
    if (books.tells.waitsFor(room, sender.name))
      this.#do(deliverTells(this.#ctx, { room, name: sender.name }));
    if (titles) this.#do(this.#titles.hear({ room, text, id }, this.#ctx.signal));
  }

  /** Resolves when nothing is under way and all of it is in the database. */
  async idle(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
    await this.#ctx.books.spoken.note().catch(() => {}); // without a database who spoke last is a little older
  }

  #do(work: Promise<void>): void {
    const open = work
      .catch(err => this.#ctx.log.warn({ err }, 'something that was overheard could not be dealt with'))
      .finally(() => this.#open.delete(open));
    this.#open.add(open);
  }
}
