import { type DiceTerm, parseDice } from '../parse/dice.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

interface Roll {
  readonly notation: string;
  readonly terms: readonly DiceTerm[];
}

/** More single results than this are not listed: the sum is what was asked for. */
const MAX_LISTED = 20;

export const roll = defineAction<Roll>({
  name: 'roll',
  aliases: ['dice', 'throw'],
  about: 'Rolls dice and adds them up.',
  usage: 'roll [DICE]',
  examples: ['roll', 'roll 2d6+1', 'roll d20', 'roll 3d8-2'],
  phrases: [phrase('(roll|throw) (a die|the die|a dice|the dice|dice|some dice) [for me]')],
  parse(text) {
    const notation = text.replace(/^(?:an?|the|one) /i, '').replace(/ for me$/i, '');
    if (/^(?:(?:die|dice))?$/i.test(notation)) return { notation: '1d6', terms: parseDice('1d6') };
    return { notation: notation.replace(/\s+/g, ''), terms: parseDice(notation) };
  },
  run({ notation, terms }, ctx) {
    const parts: { sign: 1 | -1; value: number }[] = [];
    for (const term of terms) {
      if (term.kind === 'number') parts.push(term);
      else
        for (let die = 0; die < term.count; die++)
          parts.push({ sign: term.sign, value: ctx.random(term.sides) });
    }
    const sum = parts.reduce((total, { sign, value }) => total + sign * value, 0);
    if (parts.length === 1) return say(`${notation}: ${sum}`);
    if (parts.length > MAX_LISTED) return say(`${notation}: ${sum} (${parts.length} parts)`);
    return say(`${notation}: ${signed(parts)} = ${sum}`);
  },
});

function signed(parts: readonly { sign: 1 | -1; value: number }[]): string {
  return parts
    .map(({ sign, value }, index) => {
      if (index === 0) return sign < 0 ? `−${value}` : `${value}`;
      return `${sign < 0 ? '−' : '+'} ${value}`;
    })
    .join(' ');
}
