import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Inventory } from './inventory/inventory.ts';
import { type DeployedService, deployedServices } from './inventory/known-services.ts';

const Moved = z.partialRecord(
  z.enum(deployedServices),
  z.object({ said: z.array(z.string()), on: z.array(z.string()) }),
);
type Moved = z.infer<typeof Moved>;

/** Where services were moved by command. It holds until `croft.config.ts` says of a service something else than it did then. */
export class Places {
  readonly #file: string;
  #moved: Moved;

  constructor(file: string) {
    this.#file = file;
    this.#moved = existsSync(file) ? Moved.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  }

  /** The inventory with services where they were moved to. */
  applyTo(inventory: Inventory): Inventory {
    const names = inventory.servers.map(({ name }) => name);
    const services = inventory.services.map(service => {
      const moved = this.#moved[service.name];
      if (
        !moved ||
        !isDeepStrictEqual(moved.said, service.on) ||
        !moved.on.every(name => names.includes(name))
      )
        return service;
      return { ...service, on: moved.on };
    });
    return { ...inventory, services };
  }

  /** Remembers that a service is elsewhere than the configuration says; `inventory` is that of the configuration. */
  set(inventory: Inventory, service: DeployedService, on: readonly string[]): void {
    const said = inventory.services.find(({ name }) => name === service)!.on;
    const { [service]: _before, ...others } = this.#moved;
    this.#moved = isDeepStrictEqual(said, on)
      ? others
      : { ...others, [service]: { said: [...said], on: [...on] } };
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(this.#moved, undefined, 2)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}
