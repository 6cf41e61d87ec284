/** What a stream of events has said so far: comments, which keep a connection alive, say nothing. */
export function eventsIn(text: string): string[] {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n').slice(0, -1);
  return blocks.flatMap((block) => {
    const data = block.split('\n').filter((line) => line.startsWith('data:'));
    return data.length === 0 ? [] : [data.map((line) => line.replace(/^data: ?/, '')).join('\n')];
  });
}
