import { BoundedMap } from '../../core/bounded-map.ts';

/** Rooms and actions that are remembered as used. */
const MOST = 5_000;

/** When actions were used in rooms, for those that rest after it. */
export class Rests {
  readonly #uses = new BoundedMap<
    string,
    { readonly message: object; readonly until: number; told: boolean }
  >(MOST);

  /**
   * Takes a use of an action in a room. Undefined when it may be done, which all of one message may; otherwise the seconds
   * for which it rests, and whether that was said before.
   */
  take(
    use: { room: string; action: string; cooldown: number; message: object },
    now = performance.now(),
  ): { readonly seconds: number; readonly told: boolean } | undefined {
    const { message } = use;
    const key = `${use.room}\n${use.action}`;
    const last = this.#uses.get(key);
    if (last && now < last.until && last.message !== message) {
      const { told } = last;
      last.told = true;
      return { seconds: Math.ceil((last.until - now) / 1000), told };
    }
    this.#uses.set(key, { message, until: now + use.cooldown * 1000, told: false });
    return undefined;
  }
}
