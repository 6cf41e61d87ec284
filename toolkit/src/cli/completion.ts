/** Completion for the shells: the words of the commands, and the pids of Node processes where a pid is wanted. */

export interface Word {
  name: string;
  description: string;
  /** Whether a pid follows. */
  pid: boolean;
  /** Whether files follow. */
  file: boolean;
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** Lists pids for the shells: the first column, without its head. */
const PIDS = "taskscope list 2>/dev/null | awk 'NR > 1 { print $1 }'";

export function completion(shell: Shell, words: readonly Word[]): string {
  const names = words.map(({ name }) => name).join(' ');
  const withPid = words.filter(({ pid }) => pid).map(({ name }) => name);
  const withFile = words.filter(({ file }) => file).map(({ name }) => name);
  switch (shell) {
    case 'bash':
      return `_taskscope() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names}" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
    ${withPid.join('|')}) COMPREPLY=($(compgen -W "$(${PIDS})" -- "$word")) ;;
    completion) COMPREPLY=($(compgen -W "${SHELLS.join(' ')}" -- "$word")) ;;
    ${withFile.join('|')}) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -F _taskscope taskscope
`;
    case 'zsh':
      return `#compdef taskscope
_taskscope() {
  local -a verbs pids
  verbs=(
${words.map(({ name, description }) => `    '${name}:${description.replaceAll("'", "'\\''").replaceAll(':', '\\:')}'`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' verbs
    return
  fi
  case "$words[2]" in
    ${withPid.join('|')}) pids=(\${(f)"$(${PIDS})"}); compadd -- $pids ;;
    completion) compadd -- ${SHELLS.join(' ')} ;;
    ${withFile.join('|')}) _files ;;
  esac
}
compdef _taskscope taskscope
`;
    case 'fish':
      return `complete -c taskscope -f
${words.map(({ name, description }) => `complete -c taskscope -n __fish_use_subcommand -a ${name} -d '${description.replaceAll("'", "\\'")}'`).join('\n')}
complete -c taskscope -n '__fish_seen_subcommand_from ${withPid.join(' ')}' -a "(${PIDS.replace('$1', '\\$1').replaceAll('"', '\\"')})"
complete -c taskscope -n '__fish_seen_subcommand_from completion' -a '${SHELLS.join(' ')}'
complete -c taskscope -n '__fish_seen_subcommand_from ${withFile.join(' ')}' -F
`;
  }
}
