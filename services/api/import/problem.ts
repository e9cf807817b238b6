import { AppError } from '../../../core/errors.ts';

/** What is wrong with a file, for the person who wrote it; `line` counts from 1. */
export function problem(message: string, line?: number): AppError {
  return new AppError('invalid', line === undefined ? message : `line ${line}: ${message}`);
}

/** The number of the line that an offset lies in, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
