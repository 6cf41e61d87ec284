import { Injectable } from '@nestjs/common';

@Injectable()
export class AppService {
  /** The answer does not wait for it. */
  accept = async (order: string): Promise<void> => void this.checkout(order); // started here

  private async checkout(order: string): Promise<void> {
    await this.charge(order); // for whom this waits
  }

  private async charge(order: string): Promise<string> {
    const receipt = await new Promise<string>(() => {}); // it waits here
    return `${order}: ${receipt}`;
  }
}
