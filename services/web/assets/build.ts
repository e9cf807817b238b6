import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Browsers of the last four years or so; what they lack of the newest CSS is written out for them. */
const TARGET = ['chrome111', 'firefox113', 'safari16.4'];

/** The folder that the names of inputs begin at. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface Bundle {
  text: string;
  /** Every file that it was made of, and what says how, relative to `ROOT`. */
  inputs: string[];
}

/**
 * Bundles one browser file or style sheet, minified. esbuild is loaded here and nowhere else, since it takes longer to
 * load than the rest of the start, and a start finds the bundles made before.
 */
export async function bundle(entry: URL): Promise<Bundle> {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    metafile: true,
    absWorkingDir: ROOT,
    minify: true,
    write: false,
    format: 'esm',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const inputs = [
    ...Object.keys(result.metafile.inputs),
    path.relative(ROOT, fileURLToPath(import.meta.url)),
  ];
  return { text: result.outputFiles[0]!.text, inputs };
}
