import { Test } from '@nestjs/testing';
import { AppController } from './app.controller';
import { AppService } from './app.service';

describe('AppController', () => {
  let controller: AppController;

  beforeEach(async () => {
    const app = await Test.createTestingModule({ controllers: [AppController], providers: [AppService] }).compile();
    controller = app.get(AppController);
  });

  it('is ready', () => {
    expect(controller.ready()).toBe('ready');
  });

  it('is accepted', async () => {
    expect(await controller.order('lamp')).toBe('lamp is on its way');
  });
});
