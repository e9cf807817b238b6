import type { Command } from '../command.ts';
import { type Config, loadConfig } from '../config.ts';
import { checkAddress, checkProxies } from '../doctor/address.ts';
import type { Finding } from '../doctor/check.ts';
import { checkCrashes, checkData, checkDisk, checkMemory, checkNode } from '../doctor/machine.ts';
import { checkDatabase, checkMemcached, checkServices } from '../doctor/neighbours.ts';
import { checkServers } from '../doctor/servers.ts';
import { openLearnedCluster } from '../servers/open-cluster.ts';

const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const;

export const command: Command = {
  usage: 'doctor',
  summary: 'Check this machine or the servers, the settings and the neighbours, and say what is weak',
  help: `
Looks at Node, the data directory, disk and memory, the public address, the database, every memcached node, and each service.
With servers in croft.config.ts it looks at each of them instead: clock, disk, memory, certificates, versions, backups, crashes, Caddy,
what they reach of one another and of their neighbours, what strangers reach of them, the database as \`api\` has it, where the public
name leads, and what is answered there over HTTPS.
Changes nothing. Exit code 1 when something keeps Croft from working.`,
  async run({ json, print }) {
    const config = await loadConfig();
    const findings: Finding[] =
      config.inventory === undefined
        ? await checkThisMachine(config)
        : await checkServers(await openLearnedCluster([], config), config.origin);
    if (json) print(JSON.stringify(findings));
    else
      for (const { check, level, message } of findings)
        print(`${MARKS[level]} ${check.padEnd(10)} ${message}`);
    return findings.some(({ level }) => level === 'fail') ? 1 : 0;
  },
};

async function checkThisMachine(config: Config): Promise<Finding[]> {
  return [
    checkNode(),
    {
      check: 'config',
      level: 'ok',
      message: config.file ?? 'no croft.config.ts: defaults and environment',
    },
    await checkData(config),
    await checkDisk(config).catch(error => ({
      check: 'disk',
      level: 'warn' as const,
      message: (error as Error).message,
    })),
    checkMemory(),
    checkAddress(config),
    checkProxies(config),
    await checkDatabase(config),
    ...(await checkMemcached(config)),
    ...(await checkServices(config)),
    ...(await checkCrashes(config, Date.now())),
  ];
}
