import type { Bridge } from './bridge.ts';
import { foldRoom } from './fold.ts';

/** A room that a line of another is told in. */
export interface Way {
  readonly bridge: Bridge;
  /** Folded. */
  readonly to: string;
}

/** Which rooms are joined, in memory, so that a line in any other room costs nothing. */
export class BridgeBook {
  readonly #fixed: readonly Bridge[];
  #made: readonly Bridge[] = [];
  #ways = new Map<string, Way[]>();
  #rooms = new Map<string, Bridge[]>();

  /** `fixed` are those of the configuration. */
  constructor(fixed: readonly Bridge[]) {
    this.#fixed = fixed;
    this.#index();
  }

  get all(): readonly (Bridge & { fixed: boolean })[] {
    return [
      ...this.#fixed.map(bridge => ({ ...bridge, fixed: true })),
      ...this.#made.map(bridge => ({ ...bridge, fixed: false })),
    ];
  }

  /** Replaces those that are kept in the database. */
  set(made: readonly Bridge[]): void {
    this.#made = made;
    this.#index();
  }

  /** Whether anything of the room is carried, or to it. */
  has(room: string): boolean {
    return this.#rooms.has(foldRoom(room));
  }

  /** The bridges that the room is in. */
  of(room: string): readonly Bridge[] {
    return this.#rooms.get(foldRoom(room)) ?? [];
  }

  /** Where a line of this room goes: into each other room once, by however many bridges the two are joined. */
  from(room: string): readonly Way[] {
    return this.#ways.get(foldRoom(room)) ?? [];
  }

  /** Every room of a bridge that is not paused, folded. */
  rooms(): string[] {
    return [...this.#rooms.keys()];
  }

  #index(): void {
    this.#ways = new Map();
    this.#rooms = new Map();
    for (const bridge of [...this.#fixed, ...this.#made]) {
      if (bridge.paused) continue;
      const mode = new Map(Object.entries(bridge.oneWay).map(([room, way]) => [foldRoom(room), way]));
      for (const room of bridge.rooms) {
        const from = foldRoom(room);
        this.#rooms.set(from, [...(this.#rooms.get(from) ?? []), bridge]);
        if (mode.get(from) === 'to') continue;
        const ways = this.#ways.get(from) ?? [];
        for (const to of bridge.rooms) {
          const folded = foldRoom(to);
          if (folded === from || mode.get(folded) === 'from') continue;
          if (!ways.some(way => way.to === folded)) ways.push({ bridge, to: folded });
        }
        this.#ways.set(from, ways);
      }
    }
  }
}
