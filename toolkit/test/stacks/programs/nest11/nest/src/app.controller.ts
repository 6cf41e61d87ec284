import { Controller, Get, Param } from '@nestjs/common';
import { AppService } from './app.service';

@Controller()
export class AppController {
  constructor(private readonly service: AppService) {}

  @Get()
  ready(): string {
    return 'ready';
  }

  @Get('orders/:id')
  async order(@Param('id') id: string): Promise<string> {
    await this.service.accept(id);
    return `${id} is on its way`;
  }

  @Get('reports/:id')
  report(): Promise<string> {
    return new Promise(() => {}); // nobody answers
  }
}
