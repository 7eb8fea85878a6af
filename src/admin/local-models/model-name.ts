/** The name of the model in a file: its path below the folder, without `.gguf`. */
export function modelName(path: string): string {
  return path.replace(/\.gguf$/i, "");
}
