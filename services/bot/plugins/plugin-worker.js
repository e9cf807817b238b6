// Runs one plugin, in a thread of its own. Plain JavaScript, so that a thread can begin at it wherever Croft is installed.
import { randomInt } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

const port = parentPort;
const fetches = new Map();
let fetched = 0;

class Refusal extends Error {
  name = 'Refusal';
}

const contextOf = ({ now, ...given }) => ({
  ...given,
  now: new Date(now),
  random: sides => randomInt(1, sides + 1),
  refuse(words) {
    throw new Refusal(words);
  },
  fetch(url, options = {}) {
    const { method, headers, body } = options;
    const id = ++fetched;
    const { promise, resolve, reject } = Promise.withResolvers();
    fetches.set(id, { resolve, reject });
    port.postMessage({ kind: 'fetch', id, url: String(url), options: { method, headers, body } });
    return promise;
  },
});

try {
  const { default: plugin } = await import(workerData.url);
  if (typeof plugin?.run !== 'function') throw new Error('its default export has no function `run`');
  port.on('message', async message => {
    if (message.kind === 'fetched') {
      const waiting = fetches.get(message.id);
      fetches.delete(message.id);
      if (message.problem === undefined) waiting?.resolve(message.answer);
      else waiting?.reject(new Error(message.problem));
      return;
    }
    const { id, args, context } = message;
    try {
      const said = await plugin.run(args, contextOf(context));
      if (typeof said !== 'string') throw new Error('`run` gave no text');
      port.postMessage({ kind: 'said', id, said });
    } catch (error) {
      const { name, message: words, stack } = error instanceof Error ? error : new Error(String(error));
      port.postMessage({ kind: 'failed', id, words, stack, refused: name === 'Refusal' });
    }
  });
  const { run: _, ...description } = plugin;
  port.postMessage({ kind: 'ready', description: JSON.parse(JSON.stringify(description)) });
} catch (error) {
  port.postMessage({ kind: 'broken', problem: error instanceof Error ? error.message : String(error) });
}
