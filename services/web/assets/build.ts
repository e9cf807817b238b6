import { fileURLToPath } from 'node:url';

/** Browsers of the last four years or so; what they lack of the newest CSS is written out for them. */
const TARGET = ['chrome111', 'firefox113', 'safari16.4'];

/**
 * Bundles one browser file or style sheet, minified. esbuild is loaded here and nowhere else, since it takes longer to
 * load than the rest of the start, and a start finds the bundles made before.
 */
export async function bundle(entry: URL): Promise<string> {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return result.outputFiles[0]!.text;
}
