import { RE2JS, RE2JSSyntaxException } from 're2js';
import { AppError } from '../../../core/errors.ts';

/** Instructions of a compiled pattern times characters that it looks at: some tenths of a second at worst. */
const STEPS = 10_000_000;
/** Instructions of a pattern; a thousand letters are one each. */
const MOST_INSTRUCTIONS = 1_200;

const FLAG = '(?i)';
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /\(\?(?:=|!|<=|<!)/,
    'Looking ahead or behind is not possible here: use a second condition, or one that is not to be so.',
  ],
  [/\\[1-9]/, 'Referring back to a group (\\1) is not possible here.'],
  [/\{/, 'A repetition is {from,to}, and to is at most 1000 with all repetitions around it.'],
  [/^[*+?]/, 'What is to be repeated stands before the sign: .* and not *.'],
];

/**
 * A regular expression by RE2 (https://github.com/google/re2/wiki/Syntax), without regard to case: time grows with the text
 * and never faster, whatever the pattern. One with many instructions looks at fewer characters, from the beginning.
 * Throws `invalid` with what is wrong.
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  const compiled = compile(pattern);
  const size = compiled.programSize();
  if (size > MOST_INSTRUCTIONS)
    throw new AppError(
      'invalid',
      `The pattern "${shorten(pattern)}" is too large: ${size} steps, and at most ${MOST_INSTRUCTIONS} are possible. Use fewer or smaller repetitions.`,
    );
  const longest = Math.floor(STEPS / size);
  return text => compiled.test(text.length > longest ? text.slice(0, longest) : text);
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const reason = error.message.replace(/^error parsing regexp: /, '').replace(FLAG, '');
    const hint = HINTS.find(([sign]) => sign.test(pattern))?.[1];
    throw new AppError(
      'invalid',
      `The pattern "${shorten(pattern)}" cannot be read: ${reason}.${hint ? ` ${hint}` : ''}`,
    );
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}
