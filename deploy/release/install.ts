import { createReadStream } from 'node:fs';
import { AppError } from '../../core/errors.ts';
import type { Facts } from '../facts/facts.ts';
import { layout } from '../layout.ts';
import type { Remote } from '../remote/ssh.ts';
import type { ReleaseManifest, ReleaseStore } from './store.ts';

/** Bytes that must stay free beside what is installed. */
const SPARE = 300_000_000;
const UPLOAD_MS = 600_000;

/** Why a release cannot be installed on a server, in words; undefined when it can. */
export function unfit(facts: Facts, release: ReleaseManifest): string | undefined {
  if (facts.machine !== release.machine)
    return `${facts.server} is ${facts.machine}, and release ${release.id} is for ${release.machine}.`;
  if (facts.free < SPARE && !facts.releases.has(release.id))
    return `${facts.server} has ${Math.round(facts.free / 1e6)} MB free in /opt, too little for a release. Free some; \`croft apply\` removes releases that nothing needs.`;
  return undefined;
}

/**
 * Brings a release to a server: unpacked aside, each file checked against its checksum, then renamed into place, so that it is
 * there whole or not at all. What is there already is not sent.
 */
export async function installRelease(
  remote: Remote,
  facts: Facts,
  store: ReleaseStore,
  release: ReleaseManifest,
): Promise<void> {
  const problem = unfit(facts, release);
  if (problem) throw new AppError('conflict', problem);
  if (!facts.layers.has(release.layer)) {
    const check = `echo '${release.layerArchive}  archive' | sha256sum --status -c -`;
    await unpack(remote, store.layer(release), `${layout.layers}/${release.layer}`, check, 'true');
  }
  if (!facts.releases.has(release.id)) {
    const check = `echo '${release.archive}  archive' | sha256sum --status -c -`;
    const finish = `sha256sum --status -c SHA256SUMS
ln -s ${layout.layers}/${release.layer}/node node
ln -s ${layout.layers}/${release.layer}/node_modules node_modules`;
    await unpack(remote, store.archive(release), `${layout.releases}/${release.id}`, check, finish);
  }
}

async function unpack(
  remote: Remote,
  archive: string,
  place: string,
  check: string,
  finish: string,
): Promise<void> {
  await remote.run(
    `set -e; umask 022
rm -rf ${place}.new; mkdir -p ${place}.new; cd ${place}.new
cat > archive
${check} || { echo 'what arrived is not what was sent' >&2; exit 1; }
tar -xzf archive --no-same-owner
rm archive
${finish}
sync -f .; mv -T ${place}.new ${place}`,
    { input: createReadStream(archive), timeout: UPLOAD_MS },
  );
}
