/** `npm run classroom pack [FOLDER]`: a folder for a USB stick, for a room without Wi-Fi. */
import { PackError, pack as packStick } from '../../pack/pack.ts';
import { noMore, UsageError, type Word } from './context.ts';

/** Exit status of a program that Ctrl-C has ended, as shells have it. */
const INTERRUPTED = 130;

export const pack: Word = async ({ root, print, interrupted }, [folder = '.leaklab/stick', ...rest]) => {
  noMore('pack', rest);
  try {
    await packStick({ root, print, signal: interrupted }, folder);
    return 0;
  } catch (error) {
    if (interrupted.aborted) {
      print('Interrupted. The same command goes on from here.');
      return INTERRUPTED;
    }
    throw error instanceof PackError ? new UsageError(error.message) : error;
  }
};
