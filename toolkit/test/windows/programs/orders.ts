/** Leaves three tasks behind. */
export async function checkout(order: number): Promise<void> {
  await charge(order); // for whom this waits
}

async function charge(order: number): Promise<string> {
  const receipt = await new Promise<string>(() => {}); // it waits here
  return `${order}: ${receipt}`;
}

export async function accept(): Promise<void> {
  for (let order = 1; order <= 3; order++) void checkout(order); // started here
}
