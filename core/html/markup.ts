/** HTML that is known to be safe to send: made by `html`, or vouched for with `raw`. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** One or more attributes with a space before each; the one thing that may be interpolated inside a tag. */
export class Attributes extends Html {}

/** Vouches for HTML that was made safe elsewhere, such as sanitised content. Everything else is escaped. */
export function raw(trusted: string): Html {
  return new Html(trusted);
}
