/** Bytes of a file that is brought in, and of all that is in it when unpacked. */
export const LARGEST = 20_000_000_000;
/** Files of an archive that is sent, */
export const MOST_FILES = 100_000;
/** and whatever else an archive has, such as folders. */
export const MOST_ENTRIES = 5_000_000;
/** Bytes of the disk that unpacking leaves to everything else. */
export const LEFT_FREE = 256 * 1024 * 1024;
/** An archive that unpacks to more than so many times its size, and to more than a little, is made to fill a disk. */
export const MOST_TIMES = 100;
export const A_LITTLE = 100_000_000;
