/** What a reader that may load learns about a key. */
export interface Lease {
  /** What is stored, fresh or stale. */
  readonly value?: Uint8Array | undefined;
  readonly stale?: boolean;
  /** The reader was chosen to load; `store` and `release` want the token back. */
  readonly token?: string | undefined;
  /** Somebody else was chosen. This token is good for storing too, for a reader that waited long enough. */
  readonly taken?: string | undefined;
}

/** Where the bytes are: in this process or in memcached. Nothing here throws or rejects for trouble with the cache. */
export interface Backend {
  get(key: string): Promise<Uint8Array | undefined>;
  set(key: string, value: Uint8Array, ttl: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Reads, and takes the one token for loading when the value is missing or in its last `stale` seconds. */
  lease(key: string, stale: number): Promise<Lease>;
  /** Stores if the token still holds: nobody set, deleted or loaded the key since. */
  store(key: string, value: Uint8Array, ttl: number, token: string): Promise<void>;
  /** Gives the token back unused, so that the next reader loads; a stale value is kept or dropped. */
  release(key: string, token: string, keep: boolean): Promise<void>;
  close(): Promise<void>;
}
