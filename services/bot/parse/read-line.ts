import { isUnderstood } from '../actions/who-may.ts';
import { splitOutside } from './quoted.ts';
import { type Request, readNear, readOne, type Vocabulary } from './read-one.ts';

/** Where one request may end and the next begin, with what separates them captured. */
const SEPARATOR = /(\s*;\s*|\s*,?\s+and\s+(?:then\s+)?|\s*,\s+(?:then\s+)?)/i;

/** What separates requests and nothing else. */
const CLEAR = /;|\bthen\b/i;

/** Fewer words after a comma are a courtesy, or the rest of a name. */
const MIN_WORDS = 3;

/** A longer line is read as one request: it bounds the attempts. */
const MAX_SPLIT = 500;

/**
 * The requests of one line: several, separated by `;`, "and" or a comma, when at least one of them is understood, and the others
 * as what is not; otherwise the one that the whole line is; none when that is not understood either. After the first, the prefix
 * may be left out. Where the bot was not `called`, what begins with the prefix and is not known may be another bot's.
 */
export function readLine(
  line: string,
  { talk, called }: { talk: boolean; called: boolean },
  known: Vocabulary,
): Request[] {
  const isOurs = (request: Request | undefined) => request?.kind !== 'unknown' || called;
  const whole = readOne(line, talk, known);
  if (line.length <= MAX_SPLIT && SEPARATOR.test(line)) {
    const { parts, clear } = splitRequests(line, known);
    const read = parts.map((part, index) => readOne(part, talk || index > 0, known));
    const isAll = read.every(request => request !== undefined);
    const isSome = read.some(isDone) && (clear || !isDone(whole)) && (talk || read[0] !== undefined);
    if (parts.length > 1 && (isAll || isSome))
      return read.flatMap((request, index) =>
        isOurs(request) ? [request ?? readNear(parts[index]!, known)] : [],
      );
  }
  return whole && isOurs(whole) ? [whole] : [];
}

/**
 * What follows a request whose arguments are free text belongs to it, unless it begins with the prefix; and so does what is no
 * request, where the one before it understands it so.
 */
function splitRequests(line: string, known: Vocabulary): { parts: string[]; clear: boolean } {
  const [first = '', ...rest] = splitOutside(line, SEPARATOR);
  const parts = [first];
  let clear = false;
  for (let index = 0; index < rest.length; index += 2) {
    const part = rest[index + 1]!;
    const separator = rest[index]!;
    const before = parts.at(-1)!;
    const read = readOne(before, true, known);
    const isText = read?.kind === 'action' && read.action.freeText && !part.startsWith(known.prefix);
    if (isText || isRest(before, separator, part, known)) parts[parts.length - 1] += separator + part;
    else {
      parts.push(part);
      clear ||= CLEAR.test(separator);
    }
  }
  return { parts, clear };
}

function isRest(before: string, separator: string, part: string, known: Vocabulary): boolean {
  if (part.startsWith(known.prefix) || isDone(readOne(part, true, known))) return false;
  const clear = CLEAR.test(separator);
  if (!isDone(readOne(before, true, known))) return !clear;
  if (/^\s*,\s*$/.test(separator) && part.split(/\s+/).length < MIN_WORDS) return true;
  return !clear && isDone(readOne(before + separator + part, true, known));
}

/** Whether it is something that is done, or asked back about. */
export function isDone(request: Request | undefined): boolean {
  if (request?.kind === 'action') return isUnderstood(request.action, request.text);
  return request?.kind === 'doubtful';
}
