import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log } from '../../../core/log.ts';
import type { Action } from '../actions/action.ts';
import type { Web } from '../providers/ask-provider.ts';
import { readDescription } from './description.ts';
import { pluginAction } from './plugin-action.ts';
import { PluginThread, type PluginTimes } from './plugin-thread.ts';

export interface Plugins {
  readonly actions: readonly Action[];
  /** What is wrong, by file. */
  readonly problems: readonly { readonly file: string; readonly problem: string }[];
  stop(): Promise<void>;
}

interface Parts {
  /** Their folder; none is no plugins. */
  readonly directory: string;
  readonly builtIn: readonly Action[];
  readonly web: Web;
  readonly log: Log;
  readonly times?: PluginTimes;
}

const MOST = 50;

/** Loads the owner's own actions. One that is broken is told of in the log, by its file, and left out. */
export async function loadPlugins({ directory, builtIn, ...parts }: Parts): Promise<Plugins> {
  const files = (await listFiles(directory)).slice(0, MOST);
  const loaded = await Promise.all(files.map(file => loadOne(path.join(directory, file), parts)));
  const taken = new Set(builtIn.flatMap(({ name, aliases }) => [name, ...aliases]));
  const actions: Action[] = [];
  const problems: { file: string; problem: string }[] = [];
  for (const [index, one] of loaded.entries()) {
    const file = files[index]!;
    const same = 'action' in one && [one.action.name, ...one.action.aliases].find(word => taken.has(word));
    if ('problem' in one) problems.push({ file, problem: one.problem });
    else if (same) problems.push({ file, problem: `something else is called ${same} already` });
    else {
      actions.push(one.action);
      for (const word of [one.action.name, ...one.action.aliases]) taken.add(word);
    }
  }
  for (const { file, problem } of problems)
    parts.log.error({ file }, `The action in ${path.join(directory, file)} is not used: ${problem}.`);
  return {
    actions,
    problems,
    stop: async () => void (await Promise.all(loaded.map(({ thread }) => thread.stop()))),
  };
}

async function listFiles(directory: string): Promise<string[]> {
  const files = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return files.filter(file => /\.(?:ts|m?js)$/.test(file) && !/\.test\.\w+$|\.d\.ts$/.test(file)).sort();
}

type Loaded = { readonly thread: PluginThread } & (
  | { readonly action: Action }
  | { readonly problem: string }
);

async function loadOne(file: string, parts: Omit<Parts, 'directory' | 'builtIn'>): Promise<Loaded> {
  const thread = new PluginThread(pathToFileURL(file), parts);
  try {
    const read = readDescription(await thread.load());
    if ('description' in read) {
      const { description } = read;
      return {
        thread,
        action: pluginAction(description, (args, given) => thread.run(description.name, args, given)),
      };
    }
    await thread.stop();
    return { thread, problem: read.problem };
  } catch (error) {
    return { thread, problem: error instanceof Error ? error.message : String(error) };
  }
}
