let given = 0;

/** An address of this machine for the visitors of one application: what limits them lasts as long as the process, which many tests share. */
export function nextAddress(): string {
  given++;
  return `127.0.0.${1 + (given % 254)}`;
}
