import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Log } from '../../../core/log.ts';
import { type Bundle, bundle, ROOT } from './build.ts';

const Kept = z.object({ text: z.string(), inputs: z.array(z.string()), hash: z.string() });

/**
 * The bundle of an entry, from `file` while every file that it was made of is what it was then. Otherwise it is made and kept
 * there; when it cannot be kept, the log says so.
 */
export async function keptBundle(file: string, entry: URL, log: Log): Promise<string> {
  const known = await read(file);
  if (known) return known.text;
  const made = await bundle(entry);
  try {
    await keep(file, made);
  } catch (error) {
    log.warn({ err: error, file }, 'a bundle could not be kept; the next start makes it again');
  }
  return made.text;
}

/** What is kept; undefined when it is of other sources, is damaged or is not there. */
async function read(file: string): Promise<Bundle | undefined> {
  try {
    const kept = Kept.parse(JSON.parse(await readFile(file, 'utf8')));
    return (await hashOf(kept)) === kept.hash ? kept : undefined;
  } catch {
    return undefined;
  }
}

async function keep(file: string, made: Bundle): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  // Written aside and renamed, so that a process starting at the same time reads all of it or nothing.
  const aside = `${file}.${process.pid}`;
  await writeFile(aside, JSON.stringify({ ...made, hash: await hashOf(made) }));
  await rename(aside, file);
}

/** SHA-256 of a bundle and all that it was made of. */
async function hashOf({ text, inputs }: Bundle): Promise<string> {
  const digest = createHash('sha256').update(text);
  const files = await Promise.all(inputs.map(input => readFile(path.resolve(ROOT, input))));
  files.forEach((content, at) => void digest.update(`\0${inputs[at]}\0`).update(content));
  return digest.digest('hex');
}
