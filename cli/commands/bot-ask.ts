import { AppError } from '../../core/errors.ts';
import { botContract } from '../../services/bot/contract.ts';
import type { Command } from '../command.ts';

/** One room for all that is asked on this machine's command line. */
const ROOM = 'cli/ask';

export const command: Command = {
  usage: 'bot ask TEXT',
  summary: 'Ask the bot something, as in a private talk',
  help: `
Prints what the bot answers. With --json: {"answers": [{"text", "html"}]}, one for each thing that was asked.

  croft bot ask help
  croft bot ask what time is it in Tokyo
  croft bot ask 'roll 2d6; latest'`,
  async run({ positionals, json, print, client, signal }) {
    const text = positionals.join(' ').trim();
    if (text === '') throw new AppError('invalid', 'Say what to ask: croft bot ask help');
    const bot = await client(botContract);
    const { answers } = await bot.ask(
      { room: ROOM, sender: { name: 'owner' }, text, direct: true },
      { signal },
    );
    if (json)
      print(JSON.stringify({ answers: answers.map(answer => ({ text: answer.text, html: answer.html })) }));
    else for (const answer of answers) print(answer.text);
    return 0;
  },
};
