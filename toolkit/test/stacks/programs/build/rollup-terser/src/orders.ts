/** The answer does not wait for it. */
export const accept = async (order: string): Promise<void> => void checkout(order); // started here

async function checkout(order: string): Promise<void> {
  const receipts: string[] = [];
  for (const part of ['books', 'postage']) receipts.push(`${order}: ${await charge(part)}`); // for whom this waits
  console.log(receipts.join());
}

async function charge(part: string): Promise<string> {
  console.log(`charging for ${part}`);
  const receipt = await new Promise<string>(() => {}); // it waits here
  return `${part}: ${receipt}`;
}
