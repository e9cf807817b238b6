import { AppError } from '../../../core/errors.ts';
import type { Rules } from '../contract/room-rules.ts';
import { say } from '../reply.ts';
import { type RulesAsked, readRulesChange } from '../rules/read-change.ts';
import { rulesWords } from '../rules/words-of-rules.ts';
import { defineAction } from './action.ts';

/** Entries of a blacklist that are set by command are said in the room, so that they are told to nobody else. */
export const rules = defineAction<RulesAsked>({
  name: 'rules',
  aliases: ['rule'],
  about: 'Tells by which rules I moderate this room; moderators set them.',
  usage: 'rules [on | off | add WORD | remove WORD | RULE VALUE | RULE off]',
  examples: [
    'rules',
    'rules on',
    'rules add spam*',
    'rules links members',
    'rules caps 70',
    'rules flood 5 10',
    'rules raid on',
  ],
  freeText: true,
  phrases: [],
  needs: asked => (asked === 'show' ? undefined : 'moderator'),
  parse: readRulesChange,
  async run(asked, { moderating, moderation, message: { room } }) {
    const before = moderation.book.rulesOf(room);
    if (asked === 'show') return say(rulesWords(before));
    const change = asked(before);
    if (change === undefined) throw new AppError('invalid', 'That word is not on the list.');
    const after: Rules = await moderating.setRules(room, change);
    return say(after.on ? rulesWords(after) : `Set. Rules are off here: rules on`);
  },
});
