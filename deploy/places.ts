import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Inventory } from './inventory/inventory.ts';
import { type DeployedService, deployedServices } from './inventory/known-services.ts';

const Record = z.object({
  /** Milliseconds since 1970 at which the last of them was moved. */
  at: z.number(),
  moved: z.partialRecord(
    z.enum(deployedServices),
    z.object({ said: z.array(z.string()), on: z.array(z.string()) }),
  ),
});
type Record = z.infer<typeof Record>;

/**
 * Where services were moved by command. It holds until `croft.config.ts` says of a service something else than it did then. Kept
 * here in a file, and on every server, from which other machines that deploy learn it.
 */
export class Places {
  readonly #file: string;
  #record: Record;

  constructor(file: string) {
    this.#file = file;
    this.#record = existsSync(file)
      ? Record.parse(JSON.parse(readFileSync(file, 'utf8')))
      : { at: 0, moved: {} };
  }

  /** What servers are to know of it; undefined when nothing was ever moved. */
  get text(): string | undefined {
    return this.#record.at === 0 ? undefined : JSON.stringify(this.#record);
  }

  /** Takes over what a server knows when that is newer. Nothing, as a server has where nothing was ever moved, says nothing. */
  learn(text: string): void {
    const record = text === '' ? undefined : Record.parse(JSON.parse(text));
    if (record && record.at > this.#record.at) this.#keep(record);
  }

  /** The inventory with services where they were moved to. */
  applyTo(inventory: Inventory): Inventory {
    const names = inventory.servers.map(({ name }) => name);
    const services = inventory.services.map(service => {
      const moved = this.#record.moved[service.name];
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

  /** Remembers that services are elsewhere than the configuration says; `inventory` is that of the configuration. */
  set(inventory: Inventory, places: ReadonlyMap<DeployedService, readonly string[]>): void {
    const moved = { ...this.#record.moved };
    for (const [service, on] of places) {
      const said = inventory.services.find(({ name }) => name === service)!.on;
      if (isDeepStrictEqual(said, on)) delete moved[service];
      else moved[service] = { said: [...said], on: [...on] };
    }
    if (isDeepStrictEqual(moved, this.#record.moved)) return;
    // Newer than what it was made from, whatever the clocks say.
    this.#keep({ at: Math.max(Date.now(), this.#record.at + 1), moved });
  }

  #keep(record: Record): void {
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(record, undefined, 2)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
    this.#record = record;
  }
}
