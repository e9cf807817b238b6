import { RE2JS, RE2JSSyntaxException } from 're2js';
import { AppError } from '../../../core/errors.ts';
import { shorten } from '../parse/arguments.ts';

/** Instructions of one pattern, and of all of a room: each is a step for each character of each message. */
const MOST_INSTRUCTIONS = 400;
export const MOST_OF_ROOM = 2_000;

/** A pattern of a room's rules, by RE2: its time grows with the message and never faster. Throws `invalid` with what is wrong. */
export function compilePattern(pattern: string): { test(text: string): boolean; size: number } {
  const compiled = compile(pattern);
  const size = compiled.programSize();
  if (size > MOST_INSTRUCTIONS)
    throw new AppError(
      'invalid',
      `The pattern /${shorten(pattern)}/ is too large: ${size} steps, and at most ${MOST_INSTRUCTIONS} are possible.`,
    );
  return { test: text => compiled.test(text), size };
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const reason = error.message.replace(/^error parsing regexp: /, '').replace('(?i)', '');
    throw new AppError('invalid', `The pattern /${shorten(pattern)}/ cannot be read: ${reason}.`);
  }
}
