import type { Command } from '../command.ts';
import { makeRelease } from '../servers/make-release.ts';
import { openConfiguredCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'release',
  summary: 'Make a release of this checkout for the servers: code, dependencies, browser assets and Node',
  help: `
Its name comes from its content: an unchanged checkout is not made twice. Releases are kept in .croft beside croft.config.ts.
Dependencies and Node are a part of their own, made and sent again only when package-lock.json changes.`,
  async run({ json, print, progress, log }) {
    const { releases } = await openConfiguredCluster();
    progress('Making a release …');
    const begun = performance.now();
    const { release, made } = await makeRelease(releases, log);
    const ms = Math.round(performance.now() - begun);
    if (json) print(JSON.stringify({ id: release.id, made, ms }));
    else
      print(
        made
          ? `Release ${release.id} is made, in ${(ms / 1000).toFixed(1)} s. \`croft deploy\` has the servers run it.`
          : `Nothing has changed since release ${release.id}.`,
      );
    return 0;
  },
};
