/** An object as the API server takes it. */
export type Manifest = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
} & Readonly<Record<string, unknown>>;
