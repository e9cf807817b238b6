import { dirname, join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { checkServer } from '../../deploy/facts/check-server.ts';
import { readInventory } from '../../deploy/inventory/read-inventory.ts';
import { installRelease } from '../../deploy/release/install.ts';
import { Remote } from '../../deploy/remote/ssh.ts';
import type { Command } from '../command.ts';
import { loadConfig } from '../config.ts';
import { dryRun } from '../dry-run.ts';
import { carryOut } from '../servers/carry-out.ts';
import { addServerToFile } from '../servers/edit-config.ts';
import { openLearnedCluster } from '../servers/open-cluster.ts';

export const command: Command = {
  usage: 'server add NAME ADDRESS [--internal IP] [--user USER] [--port PORT] [--role edge]',
  summary: 'Check a fresh server, prepare it, and write it into croft.config.ts',
  help: `
It has to be a Debian 12 or newer, or an Ubuntu 24.04 or newer, where ssh lets you in as root or as a user whom sudo asks nothing.
It is given users, folders, certificates of our own authority, rules for the firewall, Node and the newest release. Nothing runs
there until a service is moved to it or croft.config.ts says so.

  croft server add two 203.0.113.20
  croft move bot two`,
  options: {
    ...dryRun,
    user: { type: 'string', about: 'Whom ssh logs in as (root)' },
    port: { type: 'string', about: 'Where its sshd listens (22)' },
    internal: { type: 'string', about: 'Its address among the servers, when that is another' },
    role: { type: 'string', multiple: true, about: 'edge, where Caddy takes what comes from outside' },
  },
  async run(args) {
    const { positionals, values, json, print, progress } = args;
    const [name, address] = positionals;
    if (name === undefined || address === undefined || positionals.length > 2)
      throw new AppError('invalid', 'Usage: croft server add NAME ADDRESS');
    const config = await loadConfig();
    if (config.file === undefined || config.inventory === undefined)
      throw new AppError(
        'invalid',
        "Begin with croft.config.ts: servers: { one: { address: '…' } }. docs/DEPLOY.md shows all of it.",
      );
    if (config.inventory.servers.some(server => server.name === name))
      throw new AppError(
        'conflict',
        `croft.config.ts has a server ${name} already; \`croft apply\` prepares it.`,
      );
    const fields = {
      address,
      ...(values['internal'] !== undefined && { internal: String(values['internal']) }),
      ...(values['user'] !== undefined && { user: String(values['user']) }),
      ...(values['port'] !== undefined && { port: Number(values['port']) }),
      ...(values['role'] !== undefined && { roles: [values['role']].flat() }),
    };
    const wanted = { ...config.written, servers: { ...config.written['servers'], [name]: fields } };
    // Throws with what is wrong of it before the file would have it.
    const server = readInventory(wanted)!.servers.find(one => one.name === name)!;
    progress(`Looking at ${address} …`);
    const knownHosts = join(dirname(config.file), '.croft', 'known_hosts');
    const check = await checkServer(new Remote(server, knownHosts));
    if (check.problems.length > 0)
      throw new AppError('conflict', `${name} cannot run Croft: ${check.problems.join('; ')}.`);
    if (!json) for (const warning of check.warnings) print(`! ${name}: ${warning}.`);
    if (values['dry-run']) {
      print(json ? JSON.stringify({ name, warnings: check.warnings }) : `${name} can run Croft.`);
      return 0;
    }
    await addServerToFile(config.file, name, fields, wanted);
    const cluster = await openLearnedCluster([], await loadConfig());
    const code = await carryOut(cluster, {}, args);
    const newest = cluster.releases.list()[0];
    if (newest) await installRelease(cluster.remote(name), check.facts, cluster.releases, newest);
    if (!json) print(`${name} is ready. \`croft move SERVICE ${name}\` gives it something to do.`);
    return code;
  },
};
