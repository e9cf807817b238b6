import type { Inventory, ServerPlace, ServicePlace } from '../inventory/inventory.ts';
import { keepsFiles, servicesOn } from '../inventory/inventory.ts';
import type { Backups } from '../inventory/schema.ts';
import { layout, loadedCredentials } from '../layout.ts';
import type { WrittenFile } from '../remote/shell.ts';
import { hardening } from './hardening.ts';

/** Units that make backups on a server: one of each service that keeps files there, the first of them with the database. */
export function backupFiles(inventory: Inventory, server: ServerPlace): WrittenFile[] {
  const { backups, services } = inventory;
  if (backups === undefined) return [];
  const first = services.find(keepsFiles);
  return servicesOn(inventory, server.name)
    .filter(keepsFiles)
    .flatMap(service => {
      const unit = `${layout.units}/croft-backup-${service.name}`;
      return [
        { path: `${unit}.service`, content: backupUnit(service, backups, service === first) },
        { path: `${unit}.timer`, content: backupTimer(service, backups) },
      ];
    });
}

function backupUnit({ name, secrets }: ServicePlace, { to, keep }: Backups, withDatabase: boolean): string {
  const folder = `${to}/${name}`;
  // The generation that serves, whichever that is by then.
  const here = `${layout.current}/${name}`;
  const croft = `${here}/release/node --disable-warning=ExperimentalWarning ${here}/release/cli/croft.js`;
  const backup = `backup ${folder} --keep ${keep} --verify --json${withDatabase ? '' : ' --files-only'}`;
  // It is proved by restoring it into a server that is started for that, with what the release that runs brings along.
  return `# Made by croft; changes are overwritten.
[Unit]
Description=Backup of Croft's ${name}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User=croft-${name}
Group=croft-${name}
SupplementaryGroups=croft
ExecStartPre=+/usr/bin/install -d -m 700 -o croft-${name} -g croft-${name} ${folder}
WorkingDirectory=${here}
ExecStart=${croft} ${backup}
Environment=NODE_ENV=production CROFT_RUN=${layout.run} CROFT_TLS=%d CROFT_DATA=${layout.state}/${name}
${loadedCredentials(secrets, here).join('\n')}
ReadWritePaths=-${folder} ${layout.state}/${name}
Nice=10
IOSchedulingClass=idle
${hardening}`;
}

function backupTimer({ name }: ServicePlace, { at }: Backups): string {
  return `# Made by croft; changes are overwritten.
[Unit]
Description=Backup of Croft's ${name} every night

[Timer]
OnCalendar=*-*-* ${at}:00
Persistent=yes

[Install]
WantedBy=timers.target
`;
}
