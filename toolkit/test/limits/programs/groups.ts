import { basename } from 'node:path';
import { profile } from 'taskscope';

/** Where tasks wait, as the marks have it. */
export function groups(): { place: string; wait: string; leaked: boolean; count: number }[] {
  return profile().groups.map(({ frames: [innermost], wait, leaked, count }) => ({
    place: `${basename(innermost?.file ?? '')}:${innermost?.line}`,
    wait,
    leaked,
    count,
  }));
}
