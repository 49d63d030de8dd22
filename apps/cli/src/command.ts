// The shape of one command of `umai`. A command group lives in its own folder and is loaded only when called.
export type Command = {
  /** Takes everything after the command's name; resolves to the exit code (0 done, 1 refused or failed, 2 wrong words). */
  readonly run: (args: readonly string[]) => Promise<number>
}
