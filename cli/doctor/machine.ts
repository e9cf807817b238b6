import { constants } from 'node:fs';
import { access, mkdir, stat, statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { crashDirectory, readCrashes } from '../../core/service/crash-reports.ts';
import { crashWords } from '../../deploy/facts/crashes.ts';
import type { Config } from '../config.ts';
import { type Finding, finding } from './check.ts';

const GB = 1024 ** 3;
const DAY_MS = 86_400_000;

export function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const name = `Node ${process.versions.node} on ${process.platform}-${process.arch}`;
  return major >= 26
    ? finding('node', 'ok', name)
    : finding(
        'node',
        'fail',
        `${name}: Croft needs 26; run npm install without omitting optional dependencies.`,
      );
}

export async function checkData({ data }: Config): Promise<Finding> {
  try {
    await mkdir(data, { recursive: true });
    await access(data, constants.W_OK);
  } catch (error) {
    return finding(
      'data',
      'fail',
      `${data} cannot be written (${(error as NodeJS.ErrnoException).code}): set CROFT_DATA, or mend its permissions.`,
    );
  }
  const mode = (await stat(data)).mode & 0o007;
  return mode & 0o002
    ? finding('data', 'warn', `${data} may be written by everyone: chmod o-w it.`)
    : finding('data', 'ok', data);
}

export async function checkDisk({ data }: Config): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(data);
  const free = (bavail * bsize) / GB;
  const text = `${free.toFixed(1)} GB free of ${((blocks * bsize) / GB).toFixed(0)}`;
  if (free < 0.2)
    return finding('disk', 'fail', `${text}: free some; the database stops when the disk is full.`);
  return finding('disk', free < 2 ? 'warn' : 'ok', text);
}

/** What crashed in the last day, as far as there was a supervisor to see it. */
export async function checkCrashes({ data, server }: Config, now: number): Promise<Finding[]> {
  const folder = crashDirectory(data, server.crashes);
  const reports = await readCrashes(folder, now - DAY_MS);
  const words = crashWords({ count: reports.length, newest: reports.at(-1) }, now);
  return words ? [finding('crashes', 'warn', `${words}; reports are in ${folder}`)] : [];
}

export function checkMemory(): Finding {
  const free = freemem() / GB;
  const text = `${free.toFixed(1)} GB free of ${(totalmem() / GB).toFixed(1)}`;
  return finding('memory', free < 0.15 ? 'warn' : 'ok', text);
}
