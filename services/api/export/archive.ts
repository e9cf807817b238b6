import { createHash, type Hash } from 'node:crypto';
import { type PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { AppError } from '../../../core/errors.ts';
import type { ExportFolder } from './folder.ts';
import { CHECKSUMS, MANIFEST, sha256, writeChecksums } from './manifest.ts';

/** A ZIP file that an export is written into and that is read as it grows. */
export interface ExportArchive extends ExportFolder {
  readonly output: Readable;
}

/**
 * An export as a ZIP file, with everything in the folder `root`: file after file, each no sooner than the one before it has been
 * read, so that memory stays flat. What is text is deflated, and media, which are packed already, are stored. The manifest comes
 * last: a file that broke off is none.
 */
export function openExportArchive(root: string): ExportArchive {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  const sums = new Map<string, string>();
  const mtime = new Date();
  let last: Promise<unknown> = Promise.resolve();
  zip.on('error', error => output.destroy(error));

  /** One after another, whoever asks at once. */
  function add(path: string, pieces: AsyncIterable<string | Uint8Array>, sum = true): Promise<void> {
    const added = last.then(() => write(path, pieces, sum));
    last = added.catch(() => {});
    return added;
  }

  async function write(
    path: string,
    pieces: AsyncIterable<string | Uint8Array>,
    sum: boolean,
  ): Promise<void> {
    const hash = createHash('sha256');
    const all = await begun(pieces);
    const source = Readable.from(hashed(all, hash), { objectMode: false });
    const stop = () => source.destroy(gone());
    if (output.destroyed) throw gone();
    output.once('close', stop);
    try {
      zip.addReadStream(source, `${root}/${path}`, {
        mtime,
        mode: path.startsWith('secrets/') ? 0o100600 : 0o100644,
        compress: !path.startsWith('media/'),
      });
      await finished(source, { writable: false });
    } finally {
      output.off('close', stop);
    }
    if (sum) sums.set(path, hash.digest('hex'));
  }

  return {
    output,
    get written() {
      return sums.size;
    },
    text: (path, text) => add(path, Readable.from([text])),
    pieces: add,
    kept: async () => false,
    async finish(done) {
      const text = writeChecksums(sums);
      await add(CHECKSUMS, Readable.from([text]), false);
      const manifest = { ...done, complete: true, checksums: sha256(text) };
      await add(MANIFEST, Readable.from([`${JSON.stringify(manifest, null, 2)}\n`]), false);
      zip.end();
    },
  };
}

/** The pieces once the first is there: what cannot be read at all gets no entry. */
async function begun<T>(pieces: AsyncIterable<T>): Promise<AsyncGenerator<T>> {
  const rest = pieces[Symbol.asyncIterator]();
  const first = await rest.next();
  return (async function* () {
    try {
      for (let next = first; !next.done; next = await rest.next()) yield next.value;
    } finally {
      await rest.return?.();
    }
  })();
}

async function* hashed(pieces: AsyncIterable<string | Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    hash.update(bytes);
    yield bytes;
  }
}

function gone(): AppError {
  return new AppError('unavailable', 'Nobody takes the export any more.');
}
