/**
 * What the inference processes get of the environment: where programs and libraries lie, and what drivers of GPUs
 * read. Keys and passwords stay here: those processes read model files from anywhere.
 */
export function inferenceEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && needed.test(name) && !secret.test(name)) found[name] = value;
  }
  return found;
}

const needed =
  /^(PATH|HOME|LANG|TZ|TMPDIR|TEMP|TMP|SystemRoot|windir|USERPROFILE|(LD|DYLD|CUDA|NVIDIA|GGML|VK|HIP|HSA|ROCR|OMP|XDG|LC)_\w+)$/i;
const secret = /key|token|secret|password/i;
