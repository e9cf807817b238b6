/** What came of asking a site since the last report. */
export interface LoadReport {
  /** How many were made, by their way: over kept connections, new ones and HTTP/2, and posts that were written. */
  requests: Record<Way, number>;
  /** What went wrong, in words, one for each failed request. */
  failures: string[];
  /** Milliseconds of the slowest request. */
  slowest: number;
  /** HTTP/2 connections that were made. */
  http2: number;
  /** WebSockets that were opened, the first time and again after they ended. */
  sockets: number;
  /** How WebSockets ended other than by being told to come back. */
  broken: string[];
  /** Lines of rooms and posts that were acknowledged. */
  acknowledged: number;
  /** What was said on IRC while the bot was there, and what of it was answered. */
  irc: { said: number; answered: number };
  /** Only in the last report: what was acknowledged and is not there, or came twice or out of order. */
  lost: string[];
}

export type Way = 'kept' | 'new' | 'http2' | 'written';

export const fresh = (): LoadReport => ({
  requests: { kept: 0, new: 0, http2: 0, written: 0 },
  ...{ failures: [], slowest: 0, http2: 0, sockets: 0, broken: [], acknowledged: 0 },
  ...{ irc: { said: 0, answered: 0 }, lost: [] },
});

/** What all that ask have in common. */
export interface Load {
  /** IP address of the edge, and the name that it is asked for. */
  readonly address: string;
  readonly host: string;
  /** Of the owner. */
  readonly token: string;
  report: LoadReport;
  over: boolean;
}

/** Counts a request: `ask` gives what went wrong, undefined when nothing did. */
export async function count(
  load: Load,
  way: Way,
  path: string,
  ask: () => Promise<string | undefined>,
): Promise<void> {
  const begun = performance.now();
  const problem = await ask();
  const ms = Math.round(performance.now() - begun);
  // The report in which it ends, which may not be the one in which it began.
  const { report } = load;
  report.requests[way]++;
  report.slowest = Math.max(report.slowest, ms);
  if (problem !== undefined)
    report.failures.push(`${new Date().toISOString()} ${way} ${path} after ${ms} ms: ${problem}`);
}
