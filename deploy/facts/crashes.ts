import { type CrashReport, nameParts, parseCrash } from '../../core/service/crash-reports.ts';
import { layout } from '../layout.ts';

const DAY_MS = 86_400_000;

/** The crashes of a server in the last day. */
export interface Crashes {
  readonly count: number;
  /** Undefined for none. */
  readonly newest: CrashReport | undefined;
}

/** Part of a script: says which reports there are, and what the newest says. For `parseCrashes`. */
export const crashScript = `
for path in $(ls -d ${layout.crashes}/*.txt 2>/dev/null); do echo "crash \${path##*/}"; newest=$path; done
[ -z "\${newest:-}" ] || sed 's/^/crash-said /' "$newest"`;

/** `out` is what a script with `crashScript` in it printed, `now` milliseconds since 1970 by the server's clock. */
export function parseCrashes(out: string, now: number): Crashes {
  const all = (key: string) =>
    out
      .split('\n')
      .filter(line => line.startsWith(`${key} `))
      .map(line => line.slice(key.length + 1));
  const fresh = all('crash').filter(name => (nameParts(name)?.at ?? 0) > now - DAY_MS);
  const last = fresh.at(-1);
  return {
    count: fresh.length,
    newest: last === undefined ? undefined : parseCrash(last, all('crash-said').join('\n')),
  };
}

/** `2 crashes in the last day, the newest of bot 3 min ago (killed by SEGV): …`; undefined for none. */
export function crashWords({ count, newest }: Crashes, now: number): string | undefined {
  if (newest === undefined) return undefined;
  const minutes = Math.max(0, Math.round((now - newest.at) / 60_000));
  const ago = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
  const said = newest.line === '' ? '' : `: ${newest.line}`;
  return `${count === 1 ? '1 crash' : `${count} crashes`} in the last day, the newest of ${newest.service} ${ago} ago (${newest.how})${said}`;
}
