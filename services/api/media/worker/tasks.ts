import type { CardText } from '../../contract.ts';
import type { Measured } from '../images/read-size.ts';
import type { VariantFormat } from '../images/variants.ts';

/** What is done with pictures in a process of its own, with what it gives. */
export type PictureTasks = {
  /** The size of a picture, from its header; undefined when it cannot be read. */
  measure: { asked: { data: Uint8Array }; given: Measured | undefined };
  /** A picture in another width and format. Throws `invalid` (`undecodable`). */
  variant: { asked: { original: string; width: number; format: VariantFormat }; given: Uint8Array };
  /** The picture that stands for a post where it is linked. */
  card: { asked: { text: CardText }; given: Uint8Array };
};
