/** The part of memjs that is measured; the package has no types. */
declare module 'memjs' {
  export class Client {
    static create(servers: string): Client;
    get(key: string): Promise<{ value: Buffer | null }>;
    close(): void;
  }
}
