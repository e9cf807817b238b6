import { AppError } from '../../../core/errors.ts';
import { shorten } from './arguments.ts';

/** A part of a roll; `sign` says whether it is added or taken away. */
export type DiceTerm =
  | { readonly kind: 'dice'; readonly sign: 1 | -1; readonly count: number; readonly sides: number }
  | { readonly kind: 'number'; readonly sign: 1 | -1; readonly value: number };

const MAX_DICE = 100;
const MAX_SIDES = 1_000;
const MAX_NUMBER = 100_000;
const MAX_LENGTH = 100;
const TERM = /([+-]?)(?:(\d{0,9})d(\d{1,9}|%)|(\d{1,9}))/y;

/**
 * Dice notation: terms of `NdS` (N dice of S sides, `d%` for a hundred) and numbers, with + and - between them. At most
 * 100 dice in all, of 2 to 1000 sides. Throws `invalid` that names what is wrong.
 */
export function parseDice(text: string): DiceTerm[] {
  const notation = text.toLowerCase().replace(/\s+/g, '').replace(/[−–]/g, '-');
  if (notation.length > MAX_LENGTH) throw new AppError('invalid', 'That is too much to roll at once.');
  const terms: DiceTerm[] = [];
  TERM.lastIndex = 0;
  for (let at = 0; at < notation.length; at = TERM.lastIndex) {
    const match = TERM.exec(notation);
    if (!match || (at > 0 && match[1] === '')) throw notDice(text);
    terms.push(readTerm(match));
  }
  const dice = terms.filter(term => term.kind === 'dice');
  if (dice.length === 0) throw notDice(text);
  const count = dice.reduce((sum, term) => sum + term.count, 0);
  if (count > MAX_DICE)
    throw new AppError('invalid', `I can roll at most ${MAX_DICE} dice at once, not ${count}.`);
  return terms;
}

function readTerm([, mark, count, sides, number]: RegExpExecArray): DiceTerm {
  const sign = mark === '-' ? -1 : 1;
  if (number !== undefined) {
    const value = Number(number);
    if (value > MAX_NUMBER)
      throw new AppError('invalid', `A number beside the dice may be at most ${MAX_NUMBER}.`);
    return { kind: 'number', sign, value };
  }
  const dice = { count: count ? Number(count) : 1, sides: sides === '%' ? 100 : Number(sides) };
  if (dice.count < 1) throw new AppError('invalid', 'There must be at least one die to roll.');
  if (dice.sides < 2 || dice.sides > MAX_SIDES)
    throw new AppError('invalid', `A die has 2 to ${MAX_SIDES} sides, not ${dice.sides}.`);
  return { kind: 'dice', sign, ...dice };
}

function notDice(text: string): AppError {
  return new AppError(
    'invalid',
    `“${shorten(text)}” is not dice I can read. Write them as 2d6+1: two dice of six sides, plus one.`,
  );
}
