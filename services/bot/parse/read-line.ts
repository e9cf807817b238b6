import { splitOutside } from './quoted.ts';
import { type Request, readOne, type Vocabulary } from './read-one.ts';

/** Where one request may end and the next begin, with what separates them captured. */
const SEPARATOR = /(\s*;\s*|\s*,?\s+and\s+(?:then\s+)?|\s*,\s+(?:then\s+)?)/i;

/** A longer line is read as one request: it bounds the attempts. */
const MAX_SPLIT = 500;

/**
 * The requests of one line: several, separated by `;`, "and" or a comma, when each of them is understood; otherwise the one that
 * the whole line is; none when that is not understood either. After the first, the prefix may be left out.
 */
export function readLine(line: string, talk: boolean, known: Vocabulary): Request[] {
  if (line.length <= MAX_SPLIT && SEPARATOR.test(line)) {
    const requests = splitRequests(line, known).map((part, index) => readOne(part, talk || index > 0, known));
    if (requests.length > 1 && requests.every(request => request !== undefined)) return requests;
  }
  const one = readOne(line, talk, known);
  return one ? [one] : [];
}

/**
 * What follows a request whose arguments are free text belongs to it, unless it begins with the prefix; and so does what
 * follows a comma and is no request.
 */
function splitRequests(line: string, known: Vocabulary): string[] {
  const [first = '', ...rest] = splitOutside(line, SEPARATOR);
  const parts = [first];
  for (let index = 0; index < rest.length; index += 2) {
    const part = rest[index + 1]!;
    const before = readOne(parts.at(-1)!, true, known);
    const separator = rest[index]!;
    const isText = before?.kind === 'action' && before.action.freeText && !part.startsWith(known.prefix);
    const isRest = /^\s*,\s+$/.test(separator) && !isRequest(part, known);
    if (isText || isRest) parts[parts.length - 1] += separator + part;
    else parts.push(part);
  }
  return parts;
}

function isRequest(part: string, known: Vocabulary): boolean {
  const read = readOne(part, true, known);
  if (read?.kind !== 'action') return false;
  try {
    read.action.parse(read.text);
    return true;
  } catch {
    return false;
  }
}
