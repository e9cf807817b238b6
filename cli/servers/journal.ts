import { quote } from '../../deploy/remote/shell.ts';

/** A line of a server's journal in the shape of our own log. */
export interface JournalLine {
  /** Where the journal is read on from. */
  readonly cursor: string;
  /** ISO 8601; lines of several servers are sorted by it. */
  readonly time: string;
  /** JSON. */
  readonly text: string;
}

const END = 'end ';

/**
 * A script that prints entries of the journal as JSON: what services wrote, and what systemd says of them (killed, out of
 * memory). The last `lines` of them, before which it says where the journal ends, or all after `cursor` as they come.
 */
export function journalScript(services: readonly string[], from: { lines: number } | { cursor: string }) {
  // By their slices, which outlive them: `-u` with a pattern knows no unit that begins while one follows.
  const slices = services.map(name => quote(`_SYSTEMD_SLICE=system-croft\\x2d${name}.slice`)).join(' ');
  const ours = `^croft-(${services.join('|')})@`;
  const journalctl = 'journalctl --all --no-pager -o json';
  // systemd's own lines are found by the names of units, and those that are yet to come have no name.
  if ('cursor' in from)
    return `exec ${journalctl} -f --no-tail --after-cursor=${quote(from.cursor)} ${slices} + _PID=1`;
  return `${journalctl} -n 1 | sed 's/^/${END}/'
units=$(journalctl -F UNIT 2>/dev/null | grep -E ${quote(ours)} | sed 's/^/UNIT=/')
exec ${journalctl} -n ${from.lines} ${slices} \${units:++ _PID=1 $units}`;
}

/** The cursor of the journal's end, where that is what was printed. */
export function readEnd(line: string): string | undefined {
  const cursor = line.startsWith(END) ? parsed(line.slice(END.length))?.['__CURSOR'] : undefined;
  return cursor === undefined ? undefined : String(cursor);
}

/** Reads an entry; undefined for one of a unit that is none of these services', and for what is no entry. */
export function readEntry(json: string, services: readonly string[]): JournalLine | undefined {
  const entry = parsed(json);
  const cursor = entry?.['__CURSOR'];
  if (entry === undefined || typeof cursor !== 'string') return undefined;
  const manager = entry['_PID'] === '1';
  const unit = String(entry[manager ? 'UNIT' : '_SYSTEMD_UNIT'] ?? '');
  const [, service] = /^croft-([a-z]+)@/.exec(unit) ?? [];
  if (service === undefined || !services.includes(service)) return undefined;
  const message = words(entry['MESSAGE']);
  const own = manager || !message.startsWith('{') ? undefined : parsed(message);
  const time = new Date(Number(entry['__REALTIME_TIMESTAMP']) / 1000).toISOString();
  if (own !== undefined) return { cursor, time: String(own['time'] ?? time), text: message };
  const level = manager ? levelOf(Number(entry['PRIORITY'])) : 'warn';
  const line = { time, level, service, ...(manager && { from: 'systemd' }), msg: message };
  return { cursor, time, text: JSON.stringify(line) };
}

/** Of syslog's numbers. */
function levelOf(priority: number): string {
  if (priority <= 3) return 'error';
  return priority === 4 ? 'warn' : 'info';
}

/** What is not text comes as its bytes. */
function words(message: unknown): string {
  return Array.isArray(message) ? Buffer.from(message as number[]).toString() : String(message ?? '');
}

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
