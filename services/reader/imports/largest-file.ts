/** Bytes of a file that is taken in, and of each of an archive, unpacked. */
export const LARGEST_FILE = 20_000_000;
