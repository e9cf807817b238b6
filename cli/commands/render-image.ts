import { resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { buildImage, imageName } from '../../deploy/image/build-image.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { openInventory } from '../servers/render-source.ts';

export const command: Command = {
  usage: 'render image [RELEASE] [--out FILE]',
  summary: 'Make a container image of a release, the newest unless another is named; no registry is asked',
  help: `
Writes an OCI archive: the release, its dependencies and Node, on the libraries of this machine that Node needs.
Every node of a cluster needs it, or a registry that they reach:

  podman load -i croft-image.tar
  ctr -n k8s.io images import croft-image.tar
  skopeo copy oci-archive:croft-image.tar docker://registry.example.org/croft:1`,
  options: { ...dryRun, out: { type: 'string', about: 'The file; croft-image.tar unless given' } },
  async run({ positionals, values, json, print, progress }) {
    const { releases } = await openInventory();
    const [id] = positionals;
    const release = id === undefined ? releases.list()[0] : releases.get(id);
    if (release === undefined)
      throw new AppError('not_found', 'There is no release on this machine yet. `croft release` makes one.');
    const out = resolve((values['out'] as string | undefined) ?? 'croft-image.tar');
    const dry = values['dry-run'] === true;
    if (!dry) {
      progress('Making an image …');
      await buildImage(releases, release, out);
    }
    if (dry && !json) print(`${out}: write ${imageName(release)}`);
    else if (json) print(JSON.stringify({ file: out, image: imageName(release) }));
    else
      print(
        `${out} is ${imageName(release)}. \`podman load -i\` or \`ctr -n k8s.io images import\` takes it.`,
      );
    return 0;
  },
};
