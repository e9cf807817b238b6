import { X509Certificate } from 'node:crypto';
import type { Health } from '../../deploy/facts/health.ts';
import type { Inventory } from '../../deploy/inventory/inventory.ts';
import { keepsFiles, servicesOn } from '../../deploy/inventory/inventory.ts';
import { type Finding, finding } from './check.ts';

const GB = 1024 ** 3;
const DAY_MS = 86_400_000;
/** A certificate is renewed 200 days before it ends by whoever applies, an authority by who asks for it. */
const RENEW_DAYS = 120;
const AUTHORITY_DAYS = 180;
/** Milliseconds by which clocks may differ: a new certificate begins at the second in which it is made. */
const APART_MS = 1_000;
const FAR_APART_MS = 30_000;
/** A night may fail; two are told. */
const BACKUP_DAYS = 2;

/** What is weak on a server, as it says itself to be. */
export function judgeHealth(health: Health, inventory: Inventory, now: number): Finding[] {
  const { server } = health;
  const say = (check: string, level: Finding['level'], words: string) =>
    finding(check, level, `${server}: ${words}`);
  return [
    clock(health, say),
    disk(health, say),
    memory(health, say),
    // One on which nothing runs has nothing to show.
    ...(servicesOn(inventory, server).length > 0 ? certificates(health, now, say) : []),
    ...entrance(health, inventory, say),
    ...health.failed.map(unit =>
      say('units', 'fail', `${unit} has failed: ssh there and journalctl -u ${unit}`),
    ),
    ...(health.rebootWanted ? [say('updates', 'warn', 'updates take effect when it is rebooted')] : []),
    ...backups(health, inventory, now, say),
  ];
}

type Say = (check: string, level: Finding['level'], words: string) => Finding;

function clock({ aheadMs, wayMs, synchronised }: Health, say: Say): Finding {
  const apart = Math.max(0, Math.abs(aheadMs) - wayMs / 2);
  const words = `its clock is ${(apart / 1000).toFixed(1)} s ${aheadMs > 0 ? 'ahead' : 'behind'}`;
  if (apart > FAR_APART_MS) return say('clock', 'fail', `${words}: set it; certificates and codes go by it`);
  if (apart > APART_MS) return say('clock', 'warn', `${words}: have it synchronised`);
  return synchronised
    ? say('clock', 'ok', 'right')
    : say('clock', 'warn', 'right, but nothing keeps it so: apt install systemd-timesyncd');
}

function disk({ diskFree, diskSize }: Health, say: Say): Finding {
  const words = `${(diskFree / GB).toFixed(1)} GB free of ${(diskSize / GB).toFixed(0)}`;
  if (diskFree < GB / 5) return say('disk', 'fail', `${words}: free some`);
  return say('disk', diskFree < GB || diskFree < diskSize / 20 ? 'warn' : 'ok', words);
}

function memory({ memoryFree, memorySize }: Health, say: Say): Finding {
  const words = `${(memoryFree / GB).toFixed(1)} GB free of ${(memorySize / GB).toFixed(1)}`;
  return say('memory', memoryFree < memorySize / 10 ? 'warn' : 'ok', words);
}

function certificates({ certificate, authorities }: Health, now: number, say: Say): Finding[] {
  if (certificate === undefined || authorities === undefined)
    return [say('tls', 'warn', 'it has no certificate yet: croft apply')];
  const ends = (pem: string) => new X509Certificate(pem).validToDate.getTime();
  const days = Math.floor((ends(certificate) - now) / DAY_MS);
  const trusted = authorities.split(/(?<=-----END CERTIFICATE-----)\n*/).filter(Boolean);
  const last = Math.floor((Math.min(...trusted.map(ends)) - now) / DAY_MS);
  const own =
    days < 0
      ? say('tls', 'fail', 'its certificate has ended: croft apply')
      : say(
          'tls',
          days < RENEW_DAYS ? 'warn' : 'ok',
          days < RENEW_DAYS
            ? `its certificate ends in ${days} days: croft apply renews it`
            : `its certificate holds for ${days} days`,
        );
  if (trusted.length > 1)
    return [
      own,
      say('tls', 'warn', 'a new authority has not taken over yet: croft apply --new-authority goes on'),
    ];
  if (last >= AUTHORITY_DAYS) return [own];
  const words = `our authority ${last < 0 ? 'has ended' : `ends in ${last} days`}: croft apply --new-authority`;
  return [own, say('tls', last < 0 ? 'fail' : 'warn', words)];
}

/** Who comes from outside is taken in by Caddy alone. */
function entrance({ server, caddy }: Health, { servers }: Inventory, say: Say): Finding[] {
  if (!servers.some(({ name, edge }) => name === server && edge)) return [];
  if (caddy === undefined)
    return [say('caddy', 'fail', 'it is an edge without Caddy: apt install caddy there, and keep its file')];
  return caddy ? [] : [say('caddy', 'fail', 'Caddy does not run: journalctl -u caddy there says why')];
}

function backups({ server, backups }: Health, inventory: Inventory, now: number, say: Say): Finding[] {
  if (inventory.backups === undefined) return [];
  return servicesOn(inventory, server)
    .filter(keepsFiles)
    .map(({ name }) => {
      const { whole = 0, verified } = backups.find(({ service }) => service === name) ?? {};
      const how = `systemctl start croft-backup-${name}`;
      if (verified === undefined)
        return say('backup', 'warn', `no backup of ${name} has been proved: ssh there and ${how}`);
      const days = (now - verified) / DAY_MS;
      if (days > BACKUP_DAYS)
        return say(
          'backup',
          'warn',
          `the last proved backup of ${name} is ${Math.floor(days)} days old: ssh there, ${how}, and journalctl -u croft-backup-${name}`,
        );
      return say(
        'backup',
        'ok',
        `${whole} of ${name}, the newest proved ${Math.max(0, Math.round(days * 24))} h ago`,
      );
    });
}
