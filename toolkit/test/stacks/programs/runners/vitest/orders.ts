export async function accept(order: string): Promise<string> {
  await start(order);
  return `${order} is on its way`;
}

/** The answer does not wait for it. */
const start = async (order: string): Promise<void> => void checkout(order); // started here

async function checkout(order: string): Promise<void> {
  await charge(order); // for whom this waits
}

async function charge(order: string): Promise<string> {
  const receipt = await new Promise<string>(() => {}); // it waits here
  return `${order}: ${receipt}`;
}

export async function price(order: string): Promise<number> {
  await null;
  if (order === '') return 0;
  return order.length > 8 ? order.length : 4;
}

/** No test calls it. */
export async function refund(order: string): Promise<string> {
  for (const part of ['books', 'postage']) {
    if (await price(part)) return `${order}: ${part}`;
  }
  return order;
}
