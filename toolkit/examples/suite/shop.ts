/** A shop with a leak that was there before anybody looked. */
import { Channel } from 'taskscope';

/** Waits for a mailer that is not there yet. */
async function sendMail(): Promise<void> {
  await new Channel<string>().receive();
}

export async function order(item: string): Promise<string> {
  void sendMail();
  return `${item} is on its way`;
}

export async function price(item: string): Promise<number> {
  return item.length;
}
