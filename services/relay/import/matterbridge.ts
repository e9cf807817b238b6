import { parse, TomlError } from 'smol-toml';
import { AppError } from '../../../core/errors.ts';
import { Bridge } from '../bridge/bridge.ts';
import { type Accounts, readAccounts } from './accounts.ts';
import { tomlLines } from './toml-lines.ts';

/** Something of the file that has no counterpart here. */
export interface ImportProblem {
  /** 0 when it is not known. */
  readonly line: number;
  readonly message: string;
}

export interface Imported {
  /** The section `relay` of `croft.config.ts`. */
  readonly relay: { networks: object[]; bridges: object[] };
  readonly problems: readonly ImportProblem[];
}

type Table = Record<string, unknown>;

const SIDES = { inout: undefined, in: 'from', out: 'to' } as const;

/**
 * Reads a `matterbridge.toml` (https://github.com/42wim/matterbridge/wiki/Settings): what can be done here comes as our own
 * configuration, and each thing that cannot is named with its line. Throws `invalid` for what is no TOML.
 */
export function readMatterbridge(text: string): Imported {
  const file = parseToml(text);
  const lines = tomlLines(text);
  const problems: ImportProblem[] = [];
  const note = (path: string, message: string) => {
    problems.push({ line: lines.get(path) ?? 0, message: `${path}: ${message}` });
  };
  const accounts = readAccounts(file, note);
  const bridges = tablesOf(file['gateway']).flatMap((gateway, index) =>
    readGateway(gateway, `gateway.${index}`, accounts, note),
  );
  for (const [index] of tablesOf(file['samechannelgateway']).entries())
    note(`samechannelgateway.${index}`, 'write a [[gateway]] for each channel instead.');
  if (file['tengo'] !== undefined) note('tengo', 'scripts are not run.');
  const networks = [...accounts.values()].map(one => one.network).filter(one => one !== undefined);
  return { relay: { networks, bridges }, problems: problems.toSorted((a, b) => a.line - b.line) };
}

function parseToml(text: string): Table {
  try {
    return parse(text) as Table;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new AppError('invalid', `Line ${error.line} is no TOML: ${error.message.split('\n')[0]}`);
  }
}

function readGateway(
  gateway: Table,
  path: string,
  accounts: Accounts,
  note: (path: string, message: string) => void,
): object[] {
  const name = String(gateway['name'] ?? path.replace('.', '-'))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const oneWay: Record<string, string> = {};
  const rooms: string[] = [];
  const used = new Set<string>();
  for (const [side, way] of Object.entries(SIDES))
    for (const [index, entry] of tablesOf(gateway[side]).entries()) {
      const at = `${path}.${side}.${index}`;
      const account = String(entry['account'] ?? '');
      const known = accounts.get(account);
      if (!known) {
        note(`${at}.account`, `there is no account ${account} in the file.`);
        continue;
      }
      const room = known.roomOf(String(entry['channel'] ?? ''), entry['options'] as Table | undefined);
      if (room === undefined) {
        if (known.network)
          note(`${at}.channel`, `${String(entry['channel'])} is no room that can be joined.`);
        else note(`${at}.account`, `${account} is left out, and with it this room.`);
        continue;
      }
      used.add(account);
      if (rooms.includes(room)) {
        if (oneWay[room] !== way) delete oneWay[room];
      } else {
        rooms.push(room);
        if (way !== undefined) oneWay[room] = way;
      }
    }
  const options = [...used].map(account => accounts.get(account)!.options);
  const sender = options.find(({ sender }) => sender !== undefined)?.sender;
  const ignore = [...new Set(options.flatMap(one => one.ignore))];
  const bridge = {
    ...{ name, rooms },
    ...(Object.keys(oneWay).length > 0 && { oneWay }),
    ...(sender !== undefined && { sender }),
    ...(ignore.length > 0 && { ignore }),
    ...(options.some(({ colours }) => colours) && { colours: true }),
    ...(gateway['enable'] === false && { paused: true }),
  };
  const read = Bridge.safeParse(bridge);
  if (read.success) return [bridge];
  note(path, `the bridge ${name} is left out: ${read.error.issues[0]!.message}.`);
  return [];
}

/** The tables of an array of tables. */
export function tablesOf(value: unknown): Table[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'object' && one !== null) : [];
}
