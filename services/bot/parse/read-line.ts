import { isUnderstood } from '../actions/who-may.ts';
import { splitOutside } from './quoted.ts';
import { type Request, readNear, readOne, type Vocabulary } from './read-one.ts';

/** Where one request may end and the next begin, with what separates them captured. */
const SEPARATOR = /(\s*;\s*|\s*,?\s+and\s+(?:then\s+)?|\s*,\s+(?:then\s+)?)/i;

/** What separates requests and nothing else. */
const CLEAR = /;|\bthen\b/i;

/** Fewer words after a comma are a courtesy, or the rest of a name. */
const MIN_WORDS = 3;

/** More in one message are left out, which is said. */
export const MAX_REQUESTS = 5;

/** What follows more of them stays together: it bounds the attempts. */
const MAX_SEPARATORS = 15;

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
  if (!talk && !line.trimStart().startsWith(known.prefix)) return [];
  const isOurs = (request: Request | undefined) => request?.kind !== 'unknown' || called;
  const read = partReader(known);
  const whole = read(line);
  if (line.length <= MAX_SPLIT && SEPARATOR.test(line)) {
    const { parts, clear } = splitRequests(line, read, known.prefix);
    const all = parts.map(part => read(part));
    const isAll = all.every(({ request }) => request !== undefined);
    const isSome = all.some(({ done }) => done) && (clear || !whole.done);
    if (parts.length > 1 && (isAll || isSome))
      return all.flatMap(({ request }, index) =>
        isOurs(request) ? [request ?? readNear(parts[index]!, known)] : [],
      );
  }
  return whole.request && isOurs(whole.request) ? [whole.request] : [];
}

interface Part {
  readonly request: Request | undefined;
  readonly done: boolean;
}

type PartReader = (text: string) => Part;

/** Reads parts of a line, each once: a line that is long may be taken apart in many ways. */
function partReader(known: Vocabulary): PartReader {
  const parts = new Map<string, Part>();
  return text => {
    const before = parts.get(text);
    if (before) return before;
    const request = readOne(text, true, known);
    const part = { request, done: isDone(request) };
    parts.set(text, part);
    return part;
  };
}

/**
 * What follows a request whose arguments are free text belongs to it, unless it begins with the prefix; and so does what is no
 * request, where the one before it understands it so. Ends when there are more than are done.
 */
function splitRequests(line: string, read: PartReader, prefix: string): { parts: string[]; clear: boolean } {
  const [first = '', ...rest] = splitOutside(line, SEPARATOR);
  const parts = [first];
  let clear = false;
  for (let index = 0; index < rest.length && parts.length <= MAX_REQUESTS; index += 2) {
    const separator = rest[index]!;
    const isLast = index === MAX_SEPARATORS * 2;
    const part = isLast ? rest.slice(index + 1).join('') : rest[index + 1]!;
    const before = parts.at(-1)!;
    const { request } = read(before);
    const isText = request?.kind === 'action' && request.action.freeText && !part.startsWith(prefix);
    if (isText || (!part.startsWith(prefix) && isRest(before, separator, part, read)))
      parts[parts.length - 1] += separator + part;
    else {
      parts.push(part);
      clear ||= CLEAR.test(separator);
    }
    if (isLast) break;
  }
  return { parts, clear };
}

function isRest(before: string, separator: string, part: string, read: PartReader): boolean {
  if (read(part).done) return false;
  const clear = CLEAR.test(separator);
  if (!read(before).done) return !clear;
  if (/^\s*,\s*$/.test(separator) && part.split(/\s+/).length < MIN_WORDS) return true;
  return !clear && read(before + separator + part).done;
}

/** Whether it is something that is done, or asked back about. */
export function isDone(request: Request | undefined): boolean {
  if (request?.kind === 'action') return isUnderstood(request.action, request.text);
  return request?.kind === 'doubtful';
}
