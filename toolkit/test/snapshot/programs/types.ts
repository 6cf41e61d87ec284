/** TypeScript: as Node strips it, as tsx and tsc compile it. */
interface Watcher<Value> {
  resolve: (value: Value) => void;
  name: string;
}

type Named = { name: string };

class Hub<Value extends Named> {
  readonly watchers: Watcher<Value>[] = [];
  private closed: boolean = false;

  async next(name: string): Promise<Value> {
    return await new Promise<Value>((resolve) => this.watchers.push({ resolve, name })); // suspended 4 next: .watchers
  }
}

const hub: Hub<Named> = new Hub<Named>();

async function watch<Given extends (value: number) => string>(name: string, _given?: Given): Promise<string> {
  const { name: got }: Named = await hub.next(name); // suspended 3 watch: async next
  return got;
}

export const later = async (name: string): Promise<string> => {
  const value = (await hub.next(name)) satisfies Named; // suspended 1 later: async next
  return value.name;
};

for (const name of ['a', 'b', 'c']) void watch(name);
void later('d');
setImmediate(() => process.emit('ready' as never));
