import { AppError } from '../../../core/errors.ts';
import type { Books } from '../books.ts';
import type { Command } from '../contract/commands.ts';
import { checkTemplate } from './expand.ts';

/** Throws `invalid` for what cannot be said, and `conflict` for a name or alias that something else has there. */
export function checkCommand(
  { commands }: Pick<Books, 'commands'>,
  { room, name, aliases, text }: Pick<Command, 'room' | 'name' | 'aliases' | 'text'>,
  id?: number,
): void {
  checkTemplate(text, { personal: true });
  for (const word of [name, ...aliases]) {
    if (commands.isTaken(word)) throw new AppError('conflict', `${word} is something that I can do already.`);
    const other = commands.find(room, word);
    if (other && other.id !== id) throw new AppError('conflict', `There is a command ${word} already.`);
  }
}
