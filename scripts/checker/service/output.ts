/** The end of what a program printed: a program that prints without end costs no memory. */
export class Output {
  static readonly LIMIT = 4000;
  #text = '';

  add(data: Buffer): void {
    this.#text = (this.#text + data.toString('utf8')).slice(-Output.LIMIT);
  }

  get text(): string {
    return this.#text;
  }
}
