import { kubernetesManifests, manifestsAsYaml } from '../../deploy/render/kubernetes.ts';
import { prepareScript } from '../../deploy/render/prepare.ts';
import type { Command } from '../command.ts';
import { renderSource } from '../servers/render-source.ts';
import { imageOption, outOption, writeRendered } from '../servers/write-rendered.ts';

const FOLDER = 'kubernetes';

export const command: Command = {
  usage: 'render kubernetes [--out DIR] [--image NAME]',
  summary: 'Write the services of croft.config.ts as Kubernetes manifests, without a secret in them',
  help: `
Writes croft.yaml, and prepare.sh, which makes the secrets and the certificate that it refers to. docs/ENGINES.md says what a cluster needs.

  croft release && croft render image && croft render kubernetes
  sh kubernetes/prepare.sh && kubectl apply -f kubernetes/croft.yaml`,
  options: { ...outOption(FOLDER), ...imageOption },
  async run(args) {
    const source = await renderSource(args.values['image'] as string | undefined);
    const files = {
      'croft.yaml': manifestsAsYaml(kubernetesManifests(source)),
      'prepare.sh': prepareScript(source.inventory, 'kubernetes'),
    };
    const folder = (args.values['out'] as string | undefined) ?? FOLDER;
    const next = [`The image is ${source.image}. Then: sh prepare.sh && kubectl apply -f croft.yaml`];
    return writeRendered(folder, files, next, args);
  },
};
