/** Which service is added; it stands in the address. */
export interface NewProviderSearch {
  readonly service?: string;
}

export function newProviderSearchOf({ service }: Readonly<Record<string, unknown>>): NewProviderSearch {
  return typeof service === "string" && service !== "" ? { service } : {};
}
