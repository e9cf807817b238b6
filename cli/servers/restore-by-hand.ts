import type { Inventory } from '../../deploy/inventory/inventory.ts';
import { layout } from '../../deploy/layout.ts';
import { quote } from '../../deploy/remote/shell.ts';
import { backedUp } from '../../deploy/run/backups.ts';

/**
 * How to bring back what servers have backed up, as a person types it. A backup is of one service, so that one command for one of
 * them would leave the rest as it is; and no step mixes what comes back with what is there.
 */
export function restoreByHand(inventory: Inventory): string {
  const kept = backedUp(inventory);
  const restores = kept.map(
    ({ service }, index) =>
      `  ${index === 0 ? 'DATABASE_URL=… ' : ''}CROFT_DATA=$PWD/${service} croft restore FOLDER-OF-${service}`,
  );
  const copies = kept.map(({ service, server }) => {
    const { user, address, port } = inventory.servers.find(({ name }) => name === server)!;
    const state = `${layout.state}/${service}`;
    const script = `mkdir ${state} && tar -x -C ${state}`;
    const there = user === 'root' ? script : `sudo sh -c ${quote(script)}`;
    return `  tar -C ${service} --exclude=./run -c . | ssh -p ${port} ${user}@${address} ${quote(there)}`;
  });
  return [
    'croft.config.ts names servers. A backup of theirs is of one service, and one alone here would be half a restore: nothing was touched.',
    `1. On each server, end what runs, and move aside what is there: systemctl stop 'croft-*@*'; cd ${layout.state}; for s in *; do mv $s $s.before; done`,
    '2. In an empty folder here, with DATABASE_URL that of an empty database:',
    ...restores,
    '3. When all of that has come whole:',
    ...copies,
    '4. With that database in secrets of croft.config.ts: croft apply',
  ].join('\n');
}
