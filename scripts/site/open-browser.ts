import { spawn } from 'node:child_process';

/** Opens the address in the browser of the desktop, where there is one; else nothing happens: the address is printed. */
export function openBrowser(url: string): void {
  const [command, words] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['explorer.exe', [url]]
        : ['xdg-open', [url]];
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
  spawn(String(command), [...words], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
