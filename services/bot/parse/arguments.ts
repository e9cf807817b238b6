import { AppError } from '../../../core/errors.ts';

/** The parser of an action without arguments. */
export function noArguments(name: string): (text: string) => void {
  return text => {
    if (text !== '') throw new AppError('invalid', `${name} takes nothing after its name.`);
  };
}

/** The parser of an optional number of things to show. */
export function countArgument(shape: { default: number; max: number }): (text: string) => number {
  return text => {
    const said = text
      .replace(/^(?:the |last |newest |latest )+/i, '')
      .replace(/ (?:posts?|articles?|items?|entries)$/i, '');
    if (said === '') return shape.default;
    const count = /^\d{1,9}$/.test(said) ? Number(said) : NUMBER_WORDS.indexOf(said.toLowerCase());
    if (count >= 1 && count <= shape.max) return count;
    throw new AppError('invalid', `“${shorten(said)}” should be a number from 1 to ${shape.max}.`);
  };
}

const NUMBER_WORDS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** What somebody typed, short enough to be said back to them. */
export function shorten(text: string, length = 60): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
