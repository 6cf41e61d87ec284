import { render as renderApp } from './app';
import { accept } from './orders';

export async function render(url: string): Promise<ReturnType<typeof renderApp>> {
  if (url.startsWith('orders/')) await accept(url);
  return renderApp();
}
