type Table = Record<string, unknown>;
type Note = (path: string, message: string) => void;

/** An account of the file. */
export interface ImportedAccount {
  /** A network of ours; undefined for what is not supported. */
  readonly network: { channels?: string[]; rooms?: string[]; [key: string]: unknown } | undefined;
  /** What bridges of it have. */
  readonly options: { sender: string | undefined; ignore: string[]; colours: boolean };
  /** The id of a room, which the network then sits in. */
  roomOf(channel: string, options: Table | undefined): string | undefined;
}

/** By `protocol.name`, as gateways name them. */
export type Accounts = Map<string, ImportedAccount>;

/** Why an option of matterbridge is not taken over; others have their counterpart or nothing to do here. */
const NOT_HERE: Readonly<Record<string, string>> = {
  ShowJoinPart: 'joins and parts are not carried.',
  ShowTopicChange: 'topics are not carried.',
  SyncTopic: 'topics are not carried.',
  IgnoreMessages: 'patterns are not supported; use ignore or ignorePrefixes of the bridge.',
  ReplaceMessages: 'texts are carried as they are.',
  ReplaceNicks: 'names are carried as they are.',
  ExtractNicks: 'names are carried as they are.',
  Charset: 'only UTF-8 is spoken; what is not is read as Latin-1.',
  RunCommands: 'no commands are run after connecting.',
  TengoModifyMessage: 'scripts are not run.',
  UseRelayMsg: 'RELAYMSG is not supported.',
  Bind: 'the system chooses the address.',
  NickServPassword: 'set UseSASL=true: accounts log in by SASL.',
  MediaServerUpload: 'files are shown from where they are.',
  MediaDownloadPath: 'files are shown from where they are.',
};

/** Options that need no counterpart: their work is done by itself. */
const BY_ITSELF = new Set([
  ...[
    'MessageDelay',
    'MessageQueue',
    'MessageLength',
    'MessageSplit',
    'PingDelay',
    'Debug',
    'LogFile',
    'Label',
    'RejoinDelay',
  ],
  ...[
    'NoSendJoinPart',
    'VerboseJoinPart',
    'MessageClipped',
    'StripNick',
    'QuoteDisable',
    'QuoteFormat',
    'HTMLDisable',
  ],
  ...[
    'NoHomeServerSuffix',
    'UseUserName',
    'SpoofUsername',
    'ShowEmbeds',
    'JoinDelay',
    'UseSASL',
    'UseTLS',
    'SkipTLSVerify',
  ],
  ...[
    'PreserveThreading',
    'EditSuffix',
    'EditDisable',
    'KeepQuotedReply',
    'NickFormatter',
    'ColorNicks',
    'IgnoreNicks',
  ],
]);

export function readAccounts(file: Table, note: Note): Accounts {
  const accounts: Accounts = new Map();
  const general = (file['general'] ?? {}) as Table;
  for (const [protocol, entries] of Object.entries(file)) {
    if (['general', 'gateway', 'samechannelgateway', 'tengo'].includes(protocol)) continue;
    for (const [name, entry] of Object.entries((entries ?? {}) as Table)) {
      if (typeof entry !== 'object' || entry === null) continue;
      const path = `${protocol}.${name}`;
      accounts.set(path, readAccount(protocol, name, { ...general, ...entry } as Table, path, note));
    }
  }
  return accounts;
}

function readAccount(
  protocol: string,
  name: string,
  entry: Table,
  path: string,
  note: Note,
): ImportedAccount {
  const short = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30);
  const options = {
    sender: senderOf(entry['RemoteNickFormat'], path, note),
    ignore: String(entry['IgnoreNicks'] ?? '')
      .split(/\s+/)
      .filter(Boolean),
    colours: entry['ColorNicks'] === true,
  };
  const leftOut = (why: string): ImportedAccount => {
    note(path, `is left out: ${why}`);
    return { network: undefined, options, roomOf: () => undefined };
  };
  const [host = '', port] = String(entry['Server'] ?? '').split(/:(?=\d+$)/);
  if (protocol === 'irc' && /(^|\.)twitch\.tv$/.test(host))
    return leftOut('Twitch is a kind of its own here, with the id of an application: see docs/RELAY.md.');
  if (protocol === 'irc') return irc(short, host, port, entry, options, path, note);
  if (protocol !== 'matrix') return leftOut(`${protocol} is not supported.`);
  if (!entry['Token']) return leftOut('give it an access token (Token) in place of a password.');
  notes(
    entry,
    new Set(['Server', 'Token', 'MxID', 'Login', 'Password', 'DisableDefaultMentions']),
    path,
    note,
  );
  const rooms: string[] = [];
  return {
    network: {
      name: short,
      kind: 'matrix',
      homeserver: String(entry['Server']),
      token: String(entry['Token']),
      rooms,
    },
    options,
    roomOf(channel) {
      if (!/^[!#][^\s,:]+:\S+$/.test(channel)) return undefined;
      if (!rooms.includes(channel)) rooms.push(channel);
      return `matrix/${short}/${channel}`;
    },
  };
}

function irc(
  name: string,
  host: string,
  port: string | undefined,
  entry: Table,
  options: ImportedAccount['options'],
  path: string,
  note: Note,
): ImportedAccount {
  const nick = String(entry['Nick'] ?? 'croft');
  const password = String(entry['NickServPassword'] ?? '');
  const isSasl = entry['UseSASL'] === true && password !== '';
  const known = ['Server', 'Nick', 'UserName', 'RealName', 'Password', 'NickServNick', 'NickServUsername'];
  notes(entry, new Set(isSasl ? [...known, 'NickServPassword'] : known), path, note);
  const account = String(entry['NickServUsername'] || entry['NickServNick'] || nick);
  const channels: string[] = [];
  const network = {
    ...{ name, kind: 'irc', host },
    ...(port !== undefined && { port: Number(port) }),
    tls:
      entry['UseTLS'] === true
        ? entry['SkipTLSVerify'] === true
          ? { rejectUnauthorized: false }
          : true
        : false,
    nick,
    ...(entry['UserName'] ? { username: String(entry['UserName']) } : {}),
    ...(entry['RealName'] ? { realname: String(entry['RealName']) } : {}),
    ...(entry['Password'] ? { serverPassword: String(entry['Password']) } : {}),
    ...(isSasl && { sasl: { account, password } }),
    channels,
  };
  return {
    network,
    options,
    roomOf(channel, settings) {
      if (!/^[#&+!][^\s,]+$/.test(channel)) return undefined;
      const key = settings?.['key'];
      const wanted = key ? `${channel} ${String(key)}` : channel;
      if (!channels.includes(wanted)) channels.push(wanted);
      return `irc/${name}/${channel}`;
    },
  };
}

/** Names what is set and has no counterpart; what is off or empty does nothing anyway. */
function notes(entry: Table, known: ReadonlySet<string>, path: string, note: Note): void {
  for (const [key, value] of Object.entries(entry)) {
    if (value === false || value === '' || value === 0 || known.has(key) || BY_ITSELF.has(key)) continue;
    if (key === 'RemoteNickFormat') continue;
    note(`${path}.${key}`, NOT_HERE[key] ?? 'is not supported.');
  }
}

/** `[{PROTOCOL}] <{NICK}> ` as `[{network}] {name}`: the brackets around the name are ours. */
function senderOf(format: unknown, path: string, note: Note): string | undefined {
  if (typeof format !== 'string' || format.trim() === '') return undefined;
  const sender = format
    .replaceAll('{NICK}', '{name}')
    .replaceAll('{NOPINGNICK}', '{name}')
    .replace(/\{(?:PROTOCOL|BRIDGE|LABEL)\}/g, '{network}')
    .replace(/<\{name\}>/g, '{name}')
    .replace(/:\s*$/, '')
    .trim();
  const unknown = /\{(?!name\}|network\})[^}]*\}/.exec(sender)?.[0];
  if (unknown === undefined && sender.includes('{name}') && sender.length <= 60) return sender;
  note(
    `${path}.RemoteNickFormat`,
    `${unknown ?? format} is not supported: {NICK}, {PROTOCOL}, {BRIDGE} and {LABEL} are.`,
  );
  return undefined;
}
