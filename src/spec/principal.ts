/** On whose behalf a call is made. Every principal belongs to one project. */
export interface Principal {
  readonly projectId: string;
  /** The API key, where one was used; absent for the operator's terminal and for the library. */
  readonly keyId?: string;
  /** For people: the key's or the operator's name. */
  readonly name: string;
  /** May keep house as well, and not only call models. */
  readonly admin?: true;
}
