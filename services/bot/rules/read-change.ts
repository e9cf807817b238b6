import { AppError } from '../../../core/errors.ts';
import type { Rules } from '../contract/room-rules.ts';
import { unquote } from '../parse/quoted.ts';

/** Tells the rules, or changes what they were before; undefined for a word that is not on the list. */
export type RulesAsked = 'show' | ((before: Rules) => Partial<Rules> | undefined);

const RAID = { lines: 20, seconds: 10, minutes: 10 };

/** Reads what a moderator wants of the rules of a room: `on`, `add WORD`, `links members`, `caps 70`, `flood off`. */
export function readRulesChange(text: string): RulesAsked {
  const [, first = '', rest = ''] = /^(\S+)(?:\s+(.*))?$/s.exec(text) ?? [];
  const rule = first.toLowerCase();
  const value = unquote(rest);
  if (rule === '') return 'show';
  if (rule === 'on' || rule === 'off') return () => ({ on: rule === 'on' });
  if (rule === 'add' && value !== '') return ({ words }) => ({ words: [...new Set([...words, value])] });
  if (rule === 'remove' && value !== '')
    return ({ words }) =>
      words.includes(value) ? { words: words.filter(word => word !== value) } : undefined;
  const off = value.toLowerCase() === 'off';
  const numbers = value.split(/[\s/]+/).map(Number);
  const [one = Number.NaN, two = Number.NaN] = numbers;
  const whole = (number: number, from: number, to: number) =>
    Number.isInteger(number) && number >= from && number <= to;
  switch (rule) {
    case 'links':
      if (/^(?:everyone|members|nobody)$/.test(value)) return () => ({ links: value as Rules['links'] });
      break;
    case 'caps':
    case 'symbols':
      if (off) return () => ({ [rule]: null });
      if (whole(one, 10, 100)) return () => ({ [rule]: { percent: one, from: 10 } });
      break;
    case 'emotes':
      if (off || whole(one, 1, 500)) return () => ({ emotes: off ? null : one });
      break;
    case 'length':
      if (off || whole(one, 20, 4000)) return () => ({ length: off ? null : one });
      break;
    case 'flood':
      if (off) return () => ({ flood: null });
      if (whole(one, 2, 200) && whole(two, 1, 600)) return () => ({ flood: { lines: one, seconds: two } });
      break;
    case 'repeats':
      if (off) return () => ({ repeats: null });
      if (whole(one, 2, 50) && whole(two, 1, 3600)) return () => ({ repeats: { times: one, seconds: two } });
      break;
    case 'newcomers':
      if (off || whole(one, 1, 10_080)) return () => ({ newcomers: off ? null : { minutes: one, days: 0 } });
      break;
    case 'raid':
      if (off || value.toLowerCase() === 'on') return () => ({ raid: off ? null : RAID });
  }
  throw new AppError(
    'invalid',
    'I can set: rules on, rules off, rules add WORD, rules remove WORD, rules links everyone|members|nobody, and caps PERCENT, symbols PERCENT, emotes COUNT, length CHARACTERS, flood LINES SECONDS, repeats TIMES SECONDS, newcomers MINUTES, raid on, each of them also off.',
  );
}
