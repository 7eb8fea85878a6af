/** Something that happens to the database, and ends. */
export interface Fault {
  readonly title: string;
  /** Whether nothing at all can be written while it lasts; else some calls may still find room. */
  readonly total: boolean;
  begin(): Promise<void>;
  end(): Promise<void>;
}
