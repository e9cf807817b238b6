import { NODE_FLAGS } from '../../core/node-flags.ts';
import type { ServicePlace } from '../inventory/inventory.ts';
import { type ListeningSocket, layout, loadedCredentials } from '../layout.ts';
import { hardening } from './hardening.ts';

/** Seconds that a release has to become ready. */
export const READY_SECONDS = 60;

/**
 * The unit of a generation, of which two overlap while one replaces the other. Each has its own, so that what a refused one was to
 * have is not what the one that serves is started again with.
 */
export function serviceUnit(service: ServicePlace, sockets: readonly ListeningSocket[]): string {
  const { name, kind, memory, tasks, secrets } = service;
  const here = `${layout.generations}/%i`;
  return `# Made by croft; changes are overwritten.
[Unit]
Description=Croft's ${name}, %i
Wants=network-online.target
After=network-online.target
# A release that crashes again and again must not take the sockets along.
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=all
Sockets=croft-${name}.socket
User=croft-${name}
Group=croft-${name}
SupplementaryGroups=croft
WorkingDirectory=${here}
ExecStart=${here}/release/node ${NODE_FLAGS.join(' ')} ${here}/release/cli/croft.js start ${name}
Environment=NODE_ENV=production CROFT_RUN=${layout.run} CROFT_TLS=%d CROFT_DATA=${layout.state}/${name} CROFT_CRASHES=${layout.crashes} NODE_COMPILE_CACHE=${layout.state}/${name}/cache/node
Environment=CROFT_SOCKETS=${sockets.map(socket => socket.name).join(':')}${kind === 'singleton' ? '\nEnvironment=CROFT_ALONE=1' : ''}
${loadedCredentials(secrets, here).join('\n')}
StateDirectory=croft/${name}
StateDirectoryMode=0700
ExecStopPost=+${layout.tools}/crashed ${name} %i
Restart=on-failure
RestartSec=500ms
TimeoutStartSec=${READY_SECONDS}
TimeoutStopSec=20
KillMode=mixed
MemoryMax=${memory}
TasksMax=${tasks}
${hardening}
[Install]
WantedBy=multi-user.target
`;
}
