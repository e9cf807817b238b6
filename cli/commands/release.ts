import { buildRelease, rehearseRelease } from '../../deploy/release/build.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { releaseOptions } from '../servers/make-release.ts';
import { openConfiguredCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'release',
  summary: 'Make a release of this checkout for the servers: code, dependencies, browser assets and Node',
  help: `
Its name comes from its content: an unchanged checkout is not made twice. Releases are kept in .croft beside croft.config.ts.
Dependencies and Node are a part of their own, made and sent again only when package-lock.json changes.`,
  options: dryRun,
  async run({ values, json, print, progress, log }) {
    const { releases } = await openConfiguredCluster();
    progress('Making a release …');
    const begun = performance.now();
    const options = await releaseOptions(releases, log);
    if (values['dry-run']) {
      const { id, fresh } = await rehearseRelease(options);
      if (json) print(JSON.stringify({ id, fresh }));
      else print(fresh ? `Make release ${id}.` : `Nothing has changed since release ${id}.`);
      return 0;
    }
    const { release, made } = await buildRelease(options);
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
