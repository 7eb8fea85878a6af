/**
 * Where a fault stands in a request that wraps neither its tools nor its format as the chat dialect does, in whose words
 * the engine speaks. `format` is the path of the format there. `undefined` where it stands at no such place.
 */
export function unwrappedPath(path: string, format: string): string | undefined {
  const own = path
    .replace(/^response_format\.json_schema(?=\.)/, format)
    .replace(/^(tools\[\d+\])\.(?:function|custom)(?=\.)/, "$1");
  return own === path ? undefined : own;
}
