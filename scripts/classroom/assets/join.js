// For who came by the QR code: the line to type. The code stands behind `#`, so that no server is told it by a mere look.
import { joinLine, speak, words } from './words.js';

speak();
document.title = `Leaklab · ${words.joinTitle}`;
const code = location.hash
  .slice(1)
  .toUpperCase()
  .replace(/[^A-Z0-9]/g, '');
const command = document.getElementById('command');
const copy = document.getElementById('copy');
command.textContent = joinLine(location.host, code === '' ? words.joinCodeMissing : code);
document.getElementById('where').textContent = `${location.host} ${code}`;
document.getElementById('hint').hidden = code !== '';

copy.addEventListener('click', async () => {
  // A page that came by plain HTTP from another machine has no clipboard: then the line is selected, to be copied by hand.
  if (navigator.clipboard === undefined) return getSelection().selectAllChildren(command);
  await navigator.clipboard.writeText(command.textContent);
  copy.textContent = words.copied;
});
