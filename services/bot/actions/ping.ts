import { noArguments } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

export const ping = defineAction({
  name: 'ping',
  aliases: [],
  about: 'Tells that the bot is here.',
  usage: 'ping',
  examples: ['ping'],
  phrases: [phrase('are you (there|here|alive|awake|up|around)'), phrase('you (there|here|alive|awake)')],
  parse: noArguments('ping'),
  run: () => say('pong'),
});
