async function accept(order) {
  await start(order);
  return `${order} is on its way`;
}

/** The answer does not wait for it. */
const start = async (order) => void checkout(order); // started here

async function checkout(order) {
  await charge(order); // for whom this waits
}

async function charge(order) {
  const receipt = await new Promise(() => {}); // it waits here
  return `${order}: ${receipt}`;
}

async function price(order) {
  await null;
  if (order === '') return 0;
  return order.length > 8 ? order.length : 4;
}

/** No test calls it. */
async function refund(order) {
  for (const part of ['books', 'postage']) {
    if (await price(part)) return `${order}: ${part}`;
  }
  return order;
}

module.exports = { accept, price, refund };
