import { NODE_FLAGS } from '../../core/node-flags.ts';
import type { DeployedService } from '../inventory/known-services.ts';
import { credentialsOf, layout } from '../layout.ts';
import { socketsOf } from '../units/sockets.ts';
import type { RunContext } from './context.ts';
import { placeOf } from './generations.ts';

/** Seconds for which what still arrives under the old address is passed on: programs keep a name for 5 s (Go, and Caddy with it). */
const LINGER = 8;

/**
 * Has a program wait on a server that a service is about to leave, loaded and ready to pass on to `address` what still comes there.
 */
export async function prepareLeave(
  context: RunContext,
  server: string,
  service: DeployedService,
  address: string,
): Promise<void> {
  const forward = `croft-${service}-forward.service`;
  const names = socketsOf(placeOf(context, service), { internal: address, public: '' }).map(
    ({ name }) => name,
  );
  await context.cluster.remote(server).run(
    `set -e
old=$(basename "$(readlink ${layout.current}/${service})")
echo "${service} $old - forward" >> ${layout.journal}
ln -sfn "$(readlink -f ${layout.generations}/$old)" /run/croft-deploy/${service}-left
cat > ${layout.units}/${forward}
systemctl daemon-reload
systemctl restart ${forward}`,
    { input: forwardUnit(service, address, names), timeout: 90_000 },
  );
}

/**
 * Ends a service on a server that names lead to no more. What still comes there is passed on; after a few seconds its sockets are
 * closed. That goes on over there by itself (`host/close.sh`).
 */
export async function leaveServer(
  { cluster }: RunContext,
  server: string,
  service: DeployedService,
): Promise<void> {
  const close = `croft-${service}-close`;
  // In words without quotes or signs: systemd 252 does not read them back as they were when it loads its units anew.
  await cluster.remote(server).run(
    `systemctl kill -s USR2 croft-${service}-forward.service
systemctl stop 'croft-${service}@*.service' 2>/dev/null
rm -f ${layout.current}/${service} ${layout.units}/multi-user.target.wants/croft-${service}@*.service
[ ! -f ${layout.journal} ] || sed -i '/^${service} /d' ${layout.journal}
systemctl disable -q croft-${service}.socket
systemctl stop ${close}.service 2>/dev/null
systemd-run --quiet --collect --unit=${close} ${layout.tools}/close ${service} ${LINGER}`,
    { timeout: 90_000 },
  );
}

/** Takes the sockets as a generation would, and passes on what comes (`cli/forward.ts`). */
function forwardUnit(service: DeployedService, address: string, sockets: readonly string[]): string {
  const here = `/run/croft-deploy/${service}-left`;
  return `# Made by croft.
[Unit]
Description=Pass on what still comes for Croft's ${service}

[Service]
Type=notify
NotifyAccess=all
Sockets=croft-${service}.socket
User=root
WorkingDirectory=${here}
ExecStart=${here}/release/node ${NODE_FLAGS.join(' ')} ${here}/release/dist/forward.js ${service} ${address}
Environment=CROFT_SOCKETS=${sockets.join(':')} CROFT_TLS=${credentialsOf(here)} CROFT_RUN=${layout.run} CROFT_DATA=/run/croft-deploy
TimeoutStopSec=20
`;
}
