import type { Action } from '../actions/action.ts';
import { addressReader } from './address.ts';
import { isDone, MAX_REQUESTS, readLine } from './read-line.ts';
import { type Request, readNear, readOne, vocabulary } from './read-one.ts';

export { MAX_REQUESTS } from './read-line.ts';
export type { Meaning, Request } from './read-one.ts';

export type RequestReader = (text: string, direct: boolean) => Request[];

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
      const maybe = said.called === 'maybe';
      const found = readLine(said.text, { talk: called || maybe, called }, known);
      if (called) requests.push(...(found.length > 0 ? found : [readNear(said.text, known)]));
      else requests.push(...(maybe ? found.filter(isDone) : found));
      if (requests.length > MAX_REQUESTS) return [...requests.slice(0, MAX_REQUESTS), { kind: 'more' }];
    }
    return requests;
  };
}
