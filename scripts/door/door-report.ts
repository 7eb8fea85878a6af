/** What happened when a module was imported in a process of its own. */
export interface DoorReport {
  /** Everything that was loaded, as URLs: `file:` for modules, `node:` for Node's own. */
  readonly loaded: readonly string[];
  readonly exports: readonly string[];
  /** What would keep the process alive, in Node's words, such as `Timeout` or `TCPServerWrap`. */
  readonly open: readonly string[];
  readonly milliseconds: number;
}
