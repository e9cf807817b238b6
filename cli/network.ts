import { readTlsCredentials, type ServiceNetwork } from '../core/service/network.ts';
import { type DeployedService, portsOf } from '../deploy/inventory/known-services.ts';
import type { Config } from './config.ts';

/** How services on other servers are reached, when `server.tls` says that there are others. */
export function serviceNetwork({ server }: Config): ServiceNetwork | undefined {
  if (server.tls === undefined) return undefined;
  return {
    tls: readTlsCredentials(server.tls),
    hostName: service => `${service}${server.names}`,
    ports: service => portsOf(service as DeployedService),
  };
}
