import type { Action } from '../actions/action.ts';
import { addressReader } from './address.ts';
import { readLine } from './read-line.ts';
import { type Request, readOne, readUnknown, vocabulary } from './read-one.ts';

export type { Request } from './read-one.ts';

export type RequestReader = (text: string, direct: boolean) => Request[];

/** More in one message are not read. */
export const MAX_REQUESTS = 5;

/**
 * Makes the reader of what a message asks of the bot: commands with the prefix anywhere; commands and simple phrases when
 * the bot is called by name or the room is direct. Nothing when the bot was not meant; what it does not know only when it
 * was called, since another bot of the room may own `!foo`.
 */
export function requestReader(config: {
  name: string;
  prefix: string;
  actions: readonly Action[];
}): RequestReader {
  const address = addressReader(config.name);
  const known = vocabulary(config.prefix, config.actions);
  const name = new RegExp(config.name, 'iu');

  return (text, direct) => {
    // Most of what is said in a room has neither, and is done with.
    if (!direct && !text.includes(config.prefix) && !name.test(text)) return [];
    const requests: Request[] = [];
    let called = direct;
    for (const line of text.split(/[\r\n]+/)) {
      if (line.trim() === '') continue;
      const said = address(line);
      called ||= said.called === 'yes';
      if (said.text === '') {
        if (said.called === 'yes') requests.push(readOne('help', true, known)!);
        continue;
      }
      const found = readLine(said.text, called || said.called === 'maybe', known);
      if (called) requests.push(...(found.length > 0 ? found : [readUnknown(said.text, known)]));
      else requests.push(...found.filter(request => isMeant(request, said.called === 'maybe')));
      if (requests.length >= MAX_REQUESTS) break;
    }
    return requests.slice(0, MAX_REQUESTS);
  };
}

/** Of what was not clearly said to the bot, only what it can do counts. */
function isMeant(request: Request, doubtful: boolean): boolean {
  if (request.kind === 'unknown') return false;
  if (!doubtful) return true;
  try {
    request.action.parse(request.text);
    return true;
  } catch {
    return false;
  }
}
