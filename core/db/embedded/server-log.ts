import type { Log } from '../../log.ts';

const LINE = /^(?:([a-z ]+)\|)?([A-Z0-9]+): {2}(.*)$/;

/** How many lines are kept for the error message of a start that fails. */
const KEPT = 12;

/** Reads what the server prints, passes on what a person should know, and remembers the last lines. */
export class ServerLog {
  readonly #log: Log;
  readonly #last: string[] = [];
  #rest = '';

  constructor(log: Log) {
    this.#log = log;
  }

  /** Takes output in pieces of any size. */
  write(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  /** The last lines, for an error message. */
  get tail(): string {
    return [...this.#last, this.#rest].filter(Boolean).join('\n');
  }

  #line(line: string): void {
    if (line.trim() === '') return;
    const [, backend, severity, message] = LINE.exec(line) ?? [];
    this.#last.push(severity ? `${severity}: ${message}` : line);
    if (this.#last.length > KEPT) this.#last.shift();
    const level = levelOf(backend, severity);
    this.#log[level]({ process: backend }, `PostgreSQL: ${message ?? line.trim()}`);
  }
}

function levelOf(backend: string | undefined, severity: string | undefined): 'debug' | 'warn' | 'error' {
  if (severity === 'PANIC') return 'error';
  if (backend === 'client backend') return 'debug';
  if (severity === 'WARNING') return 'warn';
  if (severity === 'ERROR' || severity === 'FATAL') return 'error';
  return 'debug';
}
