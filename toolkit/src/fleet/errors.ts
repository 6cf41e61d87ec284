/** What keeps us from the whole fleet; the message is a sentence with the next step. */
export class FleetError extends Error {
  override readonly name = 'FleetError';
}
