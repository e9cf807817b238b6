import { createLog, type Log } from '../../core/log.ts';
import { openLogFile } from './log-file.ts';
import { prettyLine } from './pretty.ts';

/** Writes log lines where they belong: standard output (text on a terminal, JSON otherwise) and the file that `croft logs` reads. */
export function lineSink(data: string): (line: string) => void {
  const toFile = openLogFile(data);
  const terminal = process.stdout.isTTY === true;
  return line => {
    toFile(line);
    process.stdout.write(terminal ? `${prettyLine(line.trimEnd(), true)}\n` : line);
  };
}

/** The log of a process that people start; a supervised one writes JSON to its pipe, and the supervisor does the rest. */
export function processLog(level: string, data: string, supervised: boolean): Log {
  return supervised ? createLog({ level }) : createLog({ level, destination: { write: lineSink(data) } });
}
