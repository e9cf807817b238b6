import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How a process of a service ended that was not asked to, and what it said before. */
export interface CrashReport {
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** In words, such as `killed by SEGV`. */
  readonly how: string;
  /** Of the last lines that it wrote the one that tells most; empty when it wrote none. */
  readonly line: string;
}

/** Lines of a process that go into its report. */
export const REPORTED_LINES = 25;
/** Reports that stay (`deploy/host/crashed.sh` keeps as many). */
const KEPT = 20;

/** Where reports are: where `server.crashes` says, else inside the data directory. */
export function crashDirectory(data: string, given: string | undefined): string {
  return given ?? join(data, 'crashes');
}

/**
 * Writes a report: a text file named after its time and service, with how it ended in a head, an empty line, and the lines. The
 * oldest beyond twenty go.
 */
export async function writeCrash(
  directory: string,
  { service, at, how }: Omit<CrashReport, 'line'>,
  lines: readonly string[],
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const head = `service: ${service}\ntime: ${new Date(at).toISOString()}\nended: ${how}\n`;
  await writeFile(join(directory, `${at}-${service}.txt`), `${head}\n${lines.join('\n')}\n`, { mode: 0o600 });
  const names = (await readdir(directory)).filter(name => nameParts(name) !== undefined).sort();
  for (const name of names.slice(0, -KEPT)) await rm(join(directory, name), { force: true });
}

/** The reports of a directory since a time, the newest last; none where there is no such directory. */
export async function readCrashes(directory: string, since: number): Promise<CrashReport[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const fresh = names.filter(name => (nameParts(name)?.at ?? 0) >= since).sort();
  const reports = await Promise.all(
    fresh.map(async name => parseCrash(name, await readFile(join(directory, name), 'utf8').catch(() => ''))),
  );
  return reports.filter(report => report !== undefined);
}

/** A report from the name of its file and what that holds; undefined for a file that is none. */
export function parseCrash(name: string, text: string): CrashReport | undefined {
  const parts = nameParts(name);
  if (parts === undefined) return undefined;
  const [head = '', ...rest] = text.split('\n\n');
  const how = /^ended: (.*)$/m.exec(head)?.[1] ?? 'unknown';
  return { ...parts, how, line: tellingLine(rest.join('\n\n').split('\n')) };
}

/** What the name of a report's file says; undefined for another file. */
export function nameParts(name: string): { at: number; service: string } | undefined {
  const [, at, service] = /^(\d{13})-([a-z]+)\.txt$/.exec(name) ?? [];
  return at === undefined ? undefined : { at: Number(at), service: service! };
}

/** Frames of a stack, lines of the source with marks below, and what Node says after them. */
const NOISE = /^\s*$|^\s+at |^Node\.js v\d|^[\s^}\])]+$|^\s*#/;
const TELLING = /^(Uncaught )?[\w.]*Error\b|^FATAL ERROR|"level":"(error|fatal)"/;

function tellingLine(lines: readonly string[]): string {
  const said = lines.filter(line => !NOISE.test(line));
  return inWords(said.findLast(line => TELLING.test(line)) ?? said.at(-1) ?? '');
}

/** A line of a log as a person reads it: its message, when it is JSON. */
export function inWords(line: string): string {
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return [msg, err?.message].filter(Boolean).join(' ') || line;
  } catch {
    return line;
  }
}
