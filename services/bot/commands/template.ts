import { AppError } from '../../../core/errors.ts';

/** Text, or something that is put in its place when it is said. */
export type Part = string | Variable;

export interface Variable {
  /** As it was written, in small letters: `user`, `1`, `2:`. */
  readonly name: string;
  /** What follows the name. */
  readonly body: readonly Part[];
  /** The body stands for a value that is empty: `$(1|friend)`. */
  readonly fallback: boolean;
}

export const LONGEST_TEXT = 500;
/** Variables within variables. */
const DEEPEST = 5;
const MOST = 40;

/**
 * Reads the text of a custom command: `$(name)`, `$(name body)` and `$(name|instead)`, whose body may hold variables; braces
 * do as parentheses. `$$(` is `$(` itself. Throws `invalid`, with what is wrong, for what is not closed or has no name.
 */
export function parseTemplate(text: string): Part[] {
  if (text.length > LONGEST_TEXT)
    throw new AppError('invalid', `The text may have at most ${LONGEST_TEXT} characters.`);
  const reader: Reader = { text, at: 0, count: 0 };
  const parts = readParts(reader, undefined, 0);
  return parts;
}

interface Reader {
  readonly text: string;
  at: number;
  count: number;
}

const CLOSES = { '(': ')', '{': '}' } as const;
type Opener = keyof typeof CLOSES;

/** Up to the bracket that closes what `opener` opened, which is taken too; to the end without one. */
function readParts(reader: Reader, opener: Opener | undefined, depth: number): Part[] {
  const parts: Part[] = [];
  let text = '';
  let open = 0;
  const flush = () => {
    if (text !== '') parts.push(text);
    text = '';
  };
  while (reader.at < reader.text.length) {
    const rest = reader.text.slice(reader.at, reader.at + 3);
    if (/^\$\$[({]/.test(rest)) {
      text += rest.slice(1);
      reader.at += 3;
      // What looks like an opened bracket is closed like one.
      if (rest[2] === opener) open++;
    } else if (/^\$[({]/.test(rest)) {
      flush();
      parts.push(readVariable(reader, rest[1] as Opener, depth + 1));
    } else {
      const sign = rest[0]!;
      if (opener !== undefined && sign === CLOSES[opener] && open-- === 0) {
        reader.at++;
        flush();
        return parts;
      }
      if (sign === opener) open++;
      text += sign;
      reader.at++;
    }
  }
  if (opener !== undefined)
    throw new AppError(
      'invalid',
      `A variable is not closed: $${opener} needs a ${CLOSES[opener]} at its end.`,
    );
  flush();
  return parts;
}

const NAME = /[a-z_]+|\d{1,2}:?/iy;
const SEPARATOR = /\s+|[|.]/y;

function readVariable(reader: Reader, opener: Opener, depth: number): Variable {
  if (depth > DEEPEST) throw new AppError('invalid', `Variables go at most ${DEEPEST} deep.`);
  if (++reader.count > MOST) throw new AppError('invalid', `A text may have at most ${MOST} variables.`);
  reader.at += 2;
  const name = take(reader, NAME)?.toLowerCase();
  if (name === undefined)
    throw new AppError('invalid', 'A variable needs a name: $(user). Write $$( for the signs themselves.');
  const separator = take(reader, SEPARATOR);
  const next = reader.text[reader.at];
  if (separator === undefined && next !== undefined && next !== CLOSES[opener])
    throw new AppError('invalid', `After $${opener}${name} comes a space or ${CLOSES[opener]}.`);
  return { name, body: readParts(reader, opener, depth), fallback: separator === '|' };
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
}

/** Every variable of a text, those within others too. */
export function variablesOf(parts: readonly Part[]): Variable[] {
  return parts.flatMap(part => (typeof part === 'string' ? [] : [part, ...variablesOf(part.body)]));
}
