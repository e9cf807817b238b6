import { AppError } from '../../core/errors.ts';
import { runDirectory } from '../../core/service/run-directory.ts';
import type { Command } from '../command.ts';
import { loadConfig } from '../config.ts';
import { dryRun } from '../dry-run.ts';
import { carryOut } from '../servers/carry-out.ts';
import { namedServices, openConfiguredCluster } from '../servers/open-cluster.ts';
import { serversOf } from '../servers/serving.ts';
import { isServiceName, serviceNames } from '../services.ts';
import { askSocket, controlPath } from '../supervisor/control.ts';

export const command: Command = {
  usage: 'restart [SERVICE…]',
  summary: 'Replace services by new processes without a failed request; all in turn when none is named',
  help: `
Works while \`croft start --split\` runs, and on the servers of croft.config.ts when it names some. The new process is ready before the old one is asked to finish; if it does not become ready the
old one goes on. After an update of the code or of croft.config.ts, this is how it takes effect.

  croft restart web
  croft restart`,
  options: dryRun,
  async run(args) {
    const { positionals, values, json, print, progress } = args;
    const unknown = positionals.find(name => !isServiceName(name));
    if (unknown !== undefined)
      throw new AppError(
        'invalid',
        `There is no service "${unknown}". Services: ${serviceNames.join(', ')}.`,
      );
    const config = await loadConfig();
    if (config.inventory !== undefined) {
      const services = namedServices(positionals) ?? config.inventory.services.map(({ name }) => name);
      const cluster = await openConfiguredCluster(config);
      const servers = await serversOf(cluster, services);
      return carryOut(await cluster.learn(servers), { restart: services }, args, { servers });
    }
    const { data, server } = config;
    const control = controlPath(runDirectory(data, server.run));
    const running = (await askSocket(control, '/status'))?.body as
      | { services: { service: string }[] }
      | undefined;
    if (running === undefined) {
      throw new AppError(
        'unavailable',
        'No supervisor runs here. Services of one process restart together: stop it and start it again, or use `croft start --split`.',
      );
    }
    const wanted = positionals.length > 0 ? positionals : running.services.map(({ service }) => service);
    if (values['dry-run']) {
      if (json) print(JSON.stringify(wanted.map(service => ({ service }))));
      else for (const service of wanted) print(`${service}: replace it by a new process`);
      return 0;
    }
    const results: { service: string; ok: boolean; ms: number; message?: string }[] = [];
    for (const service of wanted) {
      progress(`Restarting ${service} …`);
      const begun = performance.now();
      const answer = await askSocket(control, `/restart/${service}`, 'POST');
      const message = (answer?.body as { message?: string } | undefined)?.message;
      const result = {
        service,
        ok: answer?.status === 200,
        ms: Math.round(performance.now() - begun),
        ...(message ? { message } : {}),
      };
      results.push(result);
      if (!json)
        print(
          result.ok
            ? `${service}: restarted in ${result.ms} ms`
            : `${service}: ${message ?? 'the supervisor did not answer'}`,
        );
      if (!result.ok) break;
    }
    if (json) print(JSON.stringify(results));
    return results.every(result => result.ok) ? 0 : 1;
  },
};
