import type { DeployedService, Kind, ServicePorts } from './known-services.ts';
import type { Backups, Check, NeighbourKind, SecretSource } from './schema.ts';

export interface ServerPlace {
  readonly name: string;
  readonly address: string;
  /** IP address on which the other servers reach it. */
  readonly internal: string;
  readonly user: string;
  readonly port: number;
  readonly edge: boolean;
}

export interface ServicePlace {
  readonly name: DeployedService;
  readonly kind: Kind;
  /** Names of the servers that run it; one, unless it is stateless. */
  readonly on: readonly string[];
  readonly state: readonly string[];
  readonly memory: string;
  readonly tasks: number;
  readonly ports: ServicePorts;
  readonly http: boolean;
  /** Names of the secrets that it is given. */
  readonly secrets: readonly string[];
}

export interface Neighbour {
  readonly name: string;
  readonly kind: NeighbourKind;
  readonly on: string;
  readonly port: number;
  /** Undefined when it is asked in its own protocol. */
  readonly check: Check | undefined;
}

/** What runs on which server, complete and consistent. */
export interface Inventory {
  readonly servers: readonly ServerPlace[];
  readonly services: readonly ServicePlace[];
  readonly neighbours: readonly Neighbour[];
  /** Undefined when none are made by timer. */
  readonly backups: Backups | undefined;
  readonly secrets: Readonly<Record<string, SecretSource>>;
}

/** Whether it has files of its own, which a backup of the database is without. */
export function keepsFiles({ state }: ServicePlace): boolean {
  return state.length > 0;
}

export function servicesOn(inventory: Inventory, server: string): ServicePlace[] {
  return inventory.services.filter(({ on }) => on.includes(server));
}
