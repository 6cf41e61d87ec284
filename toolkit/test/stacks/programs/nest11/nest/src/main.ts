import { NestFactory } from '@nestjs/core';
import { debugRouter, requestTasks } from 'taskscope/http';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  // #region mount
  app.use(debugRouter());
  app.use(requestTasks());
  // #endregion
  await app.listen(process.env.PORT ?? 3000);
}
void bootstrap();
