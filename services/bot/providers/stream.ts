/** What is known of the owner's stream, whoever shows it. */
export interface StreamState {
  readonly live: boolean;
  /** What it is called, or was called last. */
  readonly title: string | undefined;
  /** Since when it is live. */
  readonly since: Date | undefined;
  readonly viewers: number | undefined;
  /** Where to watch it. */
  readonly url: string | undefined;
}

/** Knows about a stream: the service that shows it, or a network that does. */
export interface StreamSource {
  /** Throws `unavailable`. */
  now(signal: AbortSignal | undefined): Promise<StreamState>;
}
